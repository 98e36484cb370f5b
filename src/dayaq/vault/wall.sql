-- The schema `sec`: it tells policies and triggers who is asking. Run as a superuser, safe to repeat.
-- Neither the web's role nor the owner can read the keys, change the functions, or pretend to be
-- somebody else: a context counts only with a signature that fits, for this backend, in time.

CREATE SCHEMA IF NOT EXISTS sec;
ALTER SCHEMA sec OWNER TO dayaq_guard;
REVOKE ALL ON SCHEMA sec FROM PUBLIC;
GRANT USAGE ON SCHEMA sec TO {web}, {owner};

CREATE TABLE IF NOT EXISTS sec.key (
  kid text PRIMARY KEY,
  inner_pad bytea NOT NULL,
  outer_pad bytea NOT NULL
);
ALTER TABLE sec.key OWNER TO dayaq_guard;
REVOKE ALL ON sec.key FROM PUBLIC, {web}, {owner};

-- kid|name|{{tokens}}|backend pid|expiry|hmac: all six parts fit, or nothing is said. HMAC-SHA256 by hand
-- (RFC 2104), because a server may lack pgcrypto. After a transaction the setting is '', not NULL. Asked once
-- for each protected table of a statement, so all is done in one function.
CREATE OR REPLACE FUNCTION sec.said(which integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told text := current_setting('dayaq.context', true);
  part text[] := string_to_array(told, '|');
  known record;
BEGIN
  IF which NOT IN (2, 3) OR cardinality(part) IS DISTINCT FROM 6 OR part[4] <> pg_backend_pid()::text
     OR part[5] !~ '^[0-9]{{1,12}}$' OR part[5]::bigint < extract(epoch FROM clock_timestamp()) THEN
    RETURN NULL;
  END IF;
  SELECT inner_pad, outer_pad INTO known FROM sec.key WHERE kid = part[1];
  IF NOT FOUND OR part[6] <> encode(
       sha256(known.outer_pad || sha256(known.inner_pad
         || convert_to(left(told, -1 - length(part[6])), 'UTF8'))), 'hex') THEN
    RETURN NULL;
  END IF;
  RETURN part[which];
END $$;
ALTER FUNCTION sec.said(integer) OWNER TO dayaq_guard;
REVOKE ALL ON FUNCTION sec.said(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.said(integer) TO {web}, {owner};

CREATE OR REPLACE FUNCTION sec.readers() RETURNS integer[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(sec.said(3), '{{}}');
END $$;

CREATE OR REPLACE FUNCTION sec.actor_name() RETURNS text
LANGUAGE sql STABLE
RETURN sec.said(2);

-- The account that acts: `user:17`, or the house on its behalf: `house:grant/17`. NULL for the house alone.
CREATE OR REPLACE FUNCTION sec.actor() RETURNS bigint
LANGUAGE sql STABLE
RETURN substring(sec.said(2) FROM '^(?:user:|house:[^/]*/)([0-9]+)$')::bigint;

DROP FUNCTION IF EXISTS sec.context();
ALTER FUNCTION sec.readers() OWNER TO dayaq_guard;
ALTER FUNCTION sec.actor_name() OWNER TO dayaq_guard;
ALTER FUNCTION sec.actor() OWNER TO dayaq_guard;
REVOKE ALL ON FUNCTION sec.readers(), sec.actor_name(), sec.actor() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.readers(), sec.actor_name(), sec.actor() TO {web}, {owner};

-- Is one of these tokens among the readers of the row? The same for whole numbers, and as safe, under two names:
-- `|&|` in policies is guessed to open a third of the rows, so that the planner relies on what the query itself
-- says; `<&>` in queries is guessed by the readers that are common, and has the index.
CREATE OR REPLACE FUNCTION sec.among(integer[], integer[]) RETURNS boolean
LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'arrayoverlap';
ALTER FUNCTION sec.among(integer[], integer[]) OWNER TO dayaq_guard;
REVOKE ALL ON FUNCTION sec.among(integer[], integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.among(integer[], integer[]) TO {web}, {owner};

DO $$ BEGIN
  IF to_regoperator('sec.<&>(integer[],integer[])') IS NULL THEN
    CREATE OPERATOR sec.|&| (
      FUNCTION = sec.among, LEFTARG = integer[], RIGHTARG = integer[],
      COMMUTATOR = OPERATOR(sec.|&|), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
    );
    CREATE OPERATOR sec.<&> (
      FUNCTION = sec.among, LEFTARG = integer[], RIGHTARG = integer[],
      COMMUTATOR = OPERATOR(sec.<&>), RESTRICT = matchingsel, JOIN = matchingjoinsel
    );
    CREATE OPERATOR CLASS sec.readers FOR TYPE integer[] USING gin AS
      OPERATOR 1 sec.<&>,
      FUNCTION 1 btint4cmp(integer, integer),
      FUNCTION 2 ginarrayextract(anyarray, internal, internal),
      FUNCTION 3 ginqueryarrayextract(anyarray, internal, smallint, internal, internal, internal, internal),
      FUNCTION 4 ginarrayconsistent(internal, smallint, anyarray, integer, internal, internal, internal, internal),
      FUNCTION 6 ginarraytriconsistent(internal, smallint, anyarray, integer, internal, internal, internal),
      STORAGE integer;
  END IF;
END $$;

-- Do two sets of tokens meet? PostgreSQL's own `&&` is not declared leakproof, so that under row security it
-- may not use an index: a search would read every row. For whole numbers it cannot tell anything of a row
-- but yes or no, and raises no error; this is the same function, declared so.
CREATE OR REPLACE FUNCTION sec.meet(integer[], integer[]) RETURNS boolean
LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF COST 1000 AS 'arrayoverlap';
ALTER FUNCTION sec.meet(integer[], integer[]) OWNER TO dayaq_guard;
REVOKE ALL ON FUNCTION sec.meet(integer[], integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.meet(integer[], integer[]) TO {web}, {owner};

DO $$ BEGIN
  IF to_regoperator('sec.&&(integer[],integer[])') IS NULL THEN
    CREATE OPERATOR sec.&& (
      FUNCTION = sec.meet, LEFTARG = integer[], RIGHTARG = integer[],
      COMMUTATOR = OPERATOR(sec.&&), RESTRICT = contsel, JOIN = contjoinsel
    );
    CREATE OPERATOR CLASS sec.tokens FOR TYPE integer[] USING gin AS
      OPERATOR 1 sec.&&,
      FUNCTION 1 btint4cmp(integer, integer),
      FUNCTION 2 ginarrayextract(anyarray, internal, internal),
      FUNCTION 3 ginqueryarrayextract(anyarray, internal, smallint, internal, internal, internal, internal),
      FUNCTION 4 ginarrayconsistent(internal, smallint, anyarray, integer, internal, internal, internal, internal),
      FUNCTION 6 ginarraytriconsistent(internal, smallint, anyarray, integer, internal, internal, internal),
      STORAGE integer;
  END IF;
END $$;
