BEGIN TRANSACTION;
CREATE TABLE cache(
  key TEXT PRIMARY KEY, made TEXT NOT NULL, prompts TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "cache" VALUES('500968a11c58611caeb52b0c34ed67c53a60538f5917bbda70f7e8f29a7abd7e','[[{"text": "坚持把这项工作放在重要位置，班子成员多次到一线调研，召开专题会议4次，协调解决各类困难问题18个，推动各项任务逐步落实到位，群众满意度稳步提高。", "findings": []}]]','{"rewrite": "1@13a18c17"}');
INSERT INTO "cache" VALUES('86d80acce06eaefd5292e74b40030390e06aaa5e6083e8216e37643bec8df522','[[{"text": "坚持把这项工作放在重要位置，班子成员多次到一线调研，召开专题会议5次，协调解决各类困难问题19个，推动各项任务逐步落实到位，群众满意度稳步提高。", "findings": []}]]','{"rewrite": "1@13a18c17"}');
INSERT INTO "cache" VALUES('df522b0aab9bf89ee833e49cf03bd9eede46e18573bc93211aac9ae44dca4c22','[[{"text": "坚持把这项工作放在重要位置，班子成员多次到一线调研，召开专题会议3次，协调解决各类困难问题17个，推动各项任务逐步落实到位，群众满意度稳步提高。", "findings": []}]]','{"rewrite": "1@13a18c17"}');
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('under','2b561d09eb66d3a8c366ff27ff504f931175ddf3cab98ba2ac70a8851f3c2a83');
INSERT INTO "meta" VALUES('version','1');
CREATE TABLE replies(
  key TEXT PRIMARY KEY, section INTEGER NOT NULL, reply TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "replies" VALUES('4bd60624acc2e2b70b98600662d8ad7e9c5c9c9bf3bb63f407d5606724540efd',4,'{"text": "坚持把这项工作放在重要位置，班子成员多次到一线调研，召开专题会议13次，协调解决各类困难问题27个，推动各项任务逐步落实到位，群众满意度稳步提高。", "finish": "stop", "usage": {"calls": 1, "prompt_tokens": 380, "cached_tokens": 0, "completion_tokens": 73, "seconds": 0.16708976899985828, "cost": null}}');
INSERT INTO "replies" VALUES('6a7cfe0eaf7a47823aed9871c2c07b84e9021735b4dc4df6ed86fff64d8f682d',1,'{"text": "坚持把这项工作放在重要位置，班子成员多次到一线调研，召开专题会议3次，协调解决各类困难问题17个，推动各项任务逐步落实到位，群众满意度稳步提高。", "finish": "stop", "usage": {"calls": 1, "prompt_tokens": 379, "cached_tokens": 0, "completion_tokens": 72, "seconds": 0.16759108999985983, "cost": null}}');
INSERT INTO "replies" VALUES('b9cda7a3340cff3ff014f04dd5aee603b827da10336d77b0cf6a5c890a17a954',3,'{"text": "坚持把这项工作放在重要位置，班子成员多次到一线调研，召开专题会议5次，协调解决各类困难问题19个，推动各项任务逐步落实到位，群众满意度稳步提高。", "finish": "stop", "usage": {"calls": 1, "prompt_tokens": 379, "cached_tokens": 0, "completion_tokens": 72, "seconds": 0.16738720600005763, "cost": null}}');
INSERT INTO "replies" VALUES('c5464ab2f7ee36bede9ff78f939aaa1221967ff8a73489fb647afd1b23f4f70a',2,'{"text": "坚持把这项工作放在重要位置，班子成员多次到一线调研，召开专题会议4次，协调解决各类困难问题18个，推动各项任务逐步落实到位，群众满意度稳步提高。", "finish": "stop", "usage": {"calls": 1, "prompt_tokens": 379, "cached_tokens": 0, "completion_tokens": 72, "seconds": 0.18829979800011643, "cost": null}}');
CREATE TABLE reports(
  id INTEGER PRIMARY KEY, place INTEGER, source TEXT NOT NULL, target TEXT NOT NULL UNIQUE,
  spec TEXT NOT NULL, state TEXT NOT NULL, owner TEXT, until REAL,
  attempts INTEGER NOT NULL DEFAULT 0, source_hash TEXT NOT NULL DEFAULT '',
  source_stat TEXT NOT NULL DEFAULT '', key TEXT NOT NULL DEFAULT '',
  output_hash TEXT NOT NULL DEFAULT '', verdict TEXT, exit_code INTEGER, error TEXT,
  floor INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, began REAL, ended REAL,
  sections INTEGER NOT NULL DEFAULT 0, sections_done INTEGER NOT NULL DEFAULT 0, result TEXT
);
INSERT INTO "reports" VALUES(1,0,'in/00000.txt','/tmp/old-batch/out/00000.txt','{"facts": [], "genre": null, "instruction": "语气平实一些", "layout": null, "output": "out/00000.txt", "path": "/tmp/old-batch/in/00000.txt", "revisions": false, "sections": [], "task": "rewrite", "to": null, "under": "2b561d09eb66d3a8c366ff27ff504f931175ddf3cab98ba2ac70a8851f3c2a83"}','done',NULL,1.79587841134733343121e+09,1,'cc292befb2fadc81248fa01108b0433da23ae800ef46f9520078da2cd1fabdf2','767-1795878345900561233','b8158ff4831774a7a1227f6ecd453f8a56916aa0fe255e68abdc3d1855a9d21e','547304dcabfcff63fd84142282bb5e8e9beccd23eed0dfffe3d57d735a068f89','accepted',0,NULL,0,0,1.79587834865232706072e+09,1.79587835136619067191e+09,3,3,'{"file": "in/00000.txt", "output": "out/00000.txt", "task": "rewrite", "verdict": "accepted", "exit": 0, "error": null, "genre": "述职报告（工作总结）", "words": {"source": 257, "asked": null, "delivered": 254}, "sections": [{"id": "1", "heading": "一、抓好产业发展工作", "verdict": "accepted", "engine": "model", "attempts": 1, "findings": []}, {"id": "2", "heading": "二、抓好乡村建设工作", "verdict": "accepted", "engine": "model", "attempts": 1, "findings": []}, {"id": "3", "heading": "三、抓好民生保障工作", "verdict": "accepted", "engine": "model", "attempts": 1, "findings": []}], "gaps": [], "questions": [], "usage": {"model": "openai:fair", "where": "本机 127.0.0.1:43993", "calls": 3, "prompt_tokens": 1137, "cached_tokens": 0, "completion_tokens": 216, "seconds": 0.523, "cost": null}, "prompts": {"rewrite": "1@13a18c17"}, "notes": [], "seconds": 2.71}');
INSERT INTO "reports" VALUES(2,1,'in/00001.txt','/tmp/old-batch/out/00001.txt','{"facts": [], "genre": null, "instruction": "语气平实一些", "layout": null, "output": "out/00001.txt", "path": "/tmp/old-batch/in/00001.txt", "revisions": false, "sections": [], "task": "rewrite", "to": null, "under": "2b561d09eb66d3a8c366ff27ff504f931175ddf3cab98ba2ac70a8851f3c2a83"}','open',NULL,1.79587841031081676479e+09,1,'bd0565b4d56fe2704b42b7694e682449e3453b81f890e5c0c5792711ae5d9a19','770-1795878345900651412','2a027a9b7cb041ed9756c6ad50cdae289a4643a9acc35e62c1a8083f90ac67ae','',NULL,NULL,NULL,0,0,1.79587835031142926218e+09,NULL,3,1,NULL);
INSERT INTO "reports" VALUES(3,2,'in/00002.txt','/tmp/old-batch/out/00002.txt','{"facts": [], "genre": null, "instruction": "语气平实一些", "layout": null, "output": "out/00002.txt", "path": "/tmp/old-batch/in/00002.txt", "revisions": false, "sections": [], "task": "rewrite", "to": null, "under": "2b561d09eb66d3a8c366ff27ff504f931175ddf3cab98ba2ac70a8851f3c2a83"}','open',NULL,1.79587841031581544877e+09,1,'d22dcebf1dc3fd9037b13cba773cba860a1b257037d6d8eb2a4486dd3707c092','770-1795878345900729228','20edf71bb40c815783d4412466f5dd659d2821ce937ef148613a1f97ddad4ad8','',NULL,NULL,NULL,0,0,1.79587835031588578219e+09,NULL,3,0,NULL);
CREATE TABLE runners(
  id TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, started REAL NOT NULL,
  beat REAL NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  slots INTEGER NOT NULL DEFAULT 0, calls INTEGER NOT NULL DEFAULT 0,
  prompt_tokens INTEGER NOT NULL DEFAULT 0, cached_tokens INTEGER NOT NULL DEFAULT 0,
  completion_tokens INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0, cost REAL
) WITHOUT ROWID;
INSERT INTO "runners" VALUES('vm-19023-e295a8bc','vm',19023,1.79587834864990568157e+09,1.79587834865176248543e+09,'running','',1,0,0,0,0,0.0,NULL);
CREATE TABLE sections(
  id INTEGER PRIMARY KEY, report INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
  heading TEXT NOT NULL, state TEXT NOT NULL, key TEXT NOT NULL, asks INTEGER NOT NULL,
  owner TEXT, until REAL, attempts INTEGER NOT NULL DEFAULT 0, made TEXT,
  prompts TEXT NOT NULL DEFAULT '{}', cached INTEGER NOT NULL DEFAULT 0, gone TEXT, verdict TEXT,
  engine TEXT, findings TEXT NOT NULL DEFAULT '[]', calls INTEGER NOT NULL DEFAULT 0,
  prompt_tokens INTEGER NOT NULL DEFAULT 0, cached_tokens INTEGER NOT NULL DEFAULT 0,
  completion_tokens INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0, cost REAL,
  UNIQUE(report, number)
);
INSERT INTO "sections" VALUES(1,1,0,'1','一、抓好产业发展工作','done','df522b0aab9bf89ee833e49cf03bd9eede46e18573bc93211aac9ae44dca4c22',1,NULL,1.79587841077162194258e+09,1,NULL,'{"rewrite": "1@13a18c17"}',0,NULL,'accepted','model','[]',1,379,0,72,1.6759108999985983246e-01,NULL);
INSERT INTO "sections" VALUES(2,1,1,'2','二、抓好乡村建设工作','done','500968a11c58611caeb52b0c34ed67c53a60538f5917bbda70f7e8f29a7abd7e',1,NULL,1.79587841077473473546e+09,1,NULL,'{"rewrite": "1@13a18c17"}',0,NULL,'accepted','model','[]',1,379,0,72,1.882997980001164251e-01,NULL);
INSERT INTO "sections" VALUES(3,1,2,'3','三、抓好民生保障工作','done','86d80acce06eaefd5292e74b40030390e06aaa5e6083e8216e37643bec8df522',1,NULL,1.79587841077661538127e+09,1,NULL,'{"rewrite": "1@13a18c17"}',0,NULL,'accepted','model','[]',1,379,0,72,1.67387206000057631172e-01,NULL);
INSERT INTO "sections" VALUES(4,2,0,'1','一、抓好产业发展工作','done','d68e3576705d1bae7878ba447fb467214a94f359e84301d1d3212b5a9f4043d8',1,NULL,1.79587841077922177315e+09,1,'[[{"text": "坚持把这项工作放在重要位置，班子成员多次到一线调研，召开专题会议13次，协调解决各类困难问题27个，推动各项任务逐步落实到位，群众满意度稳步提高。", "findings": []}]]','{"rewrite": "1@13a18c17"}',0,NULL,NULL,NULL,'[]',1,380,0,73,1.6708976899985827913e-01,NULL);
INSERT INTO "sections" VALUES(5,2,1,'2','二、抓好乡村建设工作','leased','c935aee6b5ff96b2f5289020ed94d8e27651dbb868e2af0683a8f9f7237ca3ad',1,'vm-19023-e295a8bc',1.79587841100710272792e+09,1,NULL,'{}',0,NULL,NULL,NULL,'[]',0,0,0,0,0.0,NULL);
INSERT INTO "sections" VALUES(6,2,2,'3','三、抓好民生保障工作','leased','97e289b41606d60b7430c0ccbdec5e2dc87d3a9b3325d006f9d3db1fa8f6f888',1,'vm-19023-e295a8bc',1.79587841117709326749e+09,1,NULL,'{}',0,NULL,NULL,NULL,'[]',0,0,0,0,0.0,NULL);
INSERT INTO "sections" VALUES(7,3,0,'1','一、抓好产业发展工作','leased','3e6b8615b5f7a912064e1d2e0de6bc42857479d824504452547ae74fd067c088',1,'vm-19023-e295a8bc',1.79587841134733343121e+09,1,NULL,'{}',0,NULL,NULL,NULL,'[]',0,0,0,0,0.0,NULL);
INSERT INTO "sections" VALUES(8,3,1,'2','二、抓好乡村建设工作','leased','e1ba3eb17811ef0c9f83c2cc0998d2a1f1f45c20dbf7662adad23f8d9af87cb8',1,'vm-19023-e295a8bc',1.79587841151759147642e+09,1,NULL,'{}',0,NULL,NULL,NULL,'[]',0,0,0,0,0.0,NULL);
INSERT INTO "sections" VALUES(9,3,2,'3','三、抓好民生保障工作','queued','01ea9fe5dfebb52adbd7c861ef78c29c28a384ce5e4fe9d90a35266f4a0d47d1',1,NULL,NULL,0,NULL,'{}',0,NULL,NULL,NULL,'[]',0,0,0,0,0.0,NULL);
CREATE INDEX reports_by_state ON reports(state, place);
CREATE INDEX reports_by_place ON reports(place);
CREATE INDEX sections_by_state ON sections(state, report, number);
COMMIT;