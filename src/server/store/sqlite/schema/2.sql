-- Fields of expertise that the platform knows a worker to have, as a JSON list; null where it does not say.
ALTER TABLE token ADD COLUMN domains TEXT;

-- Open leases, expired ones included: a claim passes over tasks that are held without looking at each.
ALTER TABLE task ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
UPDATE task SET held = (SELECT count(*) FROM lease WHERE lease.task = task.id);
CREATE INDEX task_free ON task (kind, seq) WHERE submitted + held < needed;
CREATE INDEX task_free_in_queue ON task (kind, queue, seq) WHERE submitted + held < needed;
CREATE INDEX lease_until ON lease (until);
DROP INDEX task_open;
DROP INDEX task_open_in_queue;
