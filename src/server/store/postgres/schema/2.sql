-- Tasks whose answer is known are offered apart from the others: each worker gets one now and then.
ALTER TABLE task ADD COLUMN gold BIGINT NOT NULL DEFAULT 0;
CREATE TABLE known (
  task TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL
);
DROP INDEX task_free;
DROP INDEX task_free_in_queue;
CREATE INDEX task_free ON task (kind, seq) WHERE submitted + held < needed AND gold = 0;
CREATE INDEX task_free_in_queue ON task (kind, queue, seq) WHERE submitted + held < needed AND gold = 0;
CREATE INDEX task_gold ON task (kind, queue, seq) WHERE gold = 1;

-- How far a submission agrees with the known answer; null where none is known.
ALTER TABLE submission ADD COLUMN agreed BIGINT;
ALTER TABLE submission ADD COLUMN judged BIGINT;
-- Tasks that several people did, for what is said of how far they agree.
CREATE INDEX task_several ON task (seq) WHERE submitted >= 2 AND gold = 0 AND kind = 'annotate';
CREATE INDEX submission_at ON submission (received_at);

-- What a worker did in a queue on a day (days since 1970, UTC; the queue is empty for tasks without one). `gold` counts tasks
-- whose answer is known, `since` those after the last of them, on whatever day.
CREATE TABLE tally (
  worker TEXT NOT NULL,
  queue TEXT NOT NULL,
  day BIGINT NOT NULL,
  done BIGINT NOT NULL,
  since BIGINT NOT NULL,
  gold BIGINT NOT NULL,
  active_ms BIGINT NOT NULL,
  agreed BIGINT NOT NULL,
  judged BIGINT NOT NULL,
  PRIMARY KEY (worker, queue, day)
);
CREATE INDEX tally_of_day ON tally (day);
INSERT INTO tally (worker, queue, day, done, since, gold, active_ms, agreed, judged)
  SELECT b.worker, coalesce(t.queue, ''), b.received_at / 86400000, count(*), count(*), 0, 0, 0, 0
  FROM submission b JOIN task t ON t.id = b.task GROUP BY 1, 2, 3;
