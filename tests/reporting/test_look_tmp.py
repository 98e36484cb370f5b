import time, json
from datetime import datetime, UTC
from pathlib import Path
import pytest
from dayaq.directory.models import Body
from dayaq.reporting.editions import snapshot, document, word, template
from tests.reporting import edition_year as y
OUT=Path('/tmp/ed'); OUT.mkdir(exist_ok=True)
@pytest.mark.django_db
def test_look(monkeypatch):
    import dayaq.reporting.actions.cycles as k
    monkeypatch.setattr(k,"_tell_of_opening",lambda *a,**b:None)
    c,h,v=y.people(Body.objects.get(code='mia'))
    y.decided_groups(by=c)
    c22=y.cycle(2022,by=c); y.reported(c22,drafter=c,approver=h,verifier=v)
    cy=y.cycle(2023,by=c); y.reported(cy,drafter=c,approver=h,verifier=v)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    t=time.time()
    with CaptureQueriesContext(connection) as q:
        s=snapshot.take(cy,datetime(2024,1,31,9,tzinfo=UTC))
    print('snapshot',time.time()-t,len(q)); 
    (OUT/'s.json').write_text(json.dumps(s,ensure_ascii=False,indent=1))
    for lang in ('az','en'):
        t=time.time(); d=document.compose(s,lang); print('compose',time.time()-t)
        (OUT/f'd-{lang}.json').write_text(json.dumps(d,ensure_ascii=False,indent=1))
        t=time.time(); tpl=template.build(lang); print('tpl',time.time()-t); (OUT/f't-{lang}.docx').write_bytes(tpl)
        t=time.time(); w=word.render(d,tpl); print('word',time.time()-t,len(w)); (OUT/f'e-{lang}.docx').write_bytes(w)
