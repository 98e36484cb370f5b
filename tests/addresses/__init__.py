"""Who gets which answer at every address: all addresses × GET and POST × everybody in the world.

A new address fails until its room's file here says what to expect. To say it, add one line:
    "room:name": at("200 coordinator verifier; 404 drafter", "405", lambda world: [world.cycle.pk]),
that is: what GET answers to whom, what POST without a word of data answers, and the arguments.

- `"405"` alone is everybody's answer, signed in or not. Otherwise whoever is not named is refused (403),
  and who has not signed in is led to the sign-in (`door`). Names are people or groups of `world.py`.
- Hidden is missing: a row of somebody else's is 404. That a row that never was is 404 too is asked by itself.
- What is sealed holds canaries, and who may hear them stands in `canaries.py`.
- What the arguments need is built by `build(world)` in the room's file, through actions.
"""
