-- Whose work came back by a task, null where it is no such task: nobody else gets it, and they get it first.
ALTER TABLE task ADD COLUMN author TEXT;
CREATE INDEX task_of_author ON task (author, seq) WHERE author IS NOT NULL;
DROP INDEX task_free;
DROP INDEX task_free_in_queue;
CREATE INDEX task_free ON task (kind, seq) WHERE submitted + held < needed AND gold = 0 AND author IS NULL;
CREATE INDEX task_free_in_queue ON task (kind, queue, seq)
  WHERE submitted + held < needed AND gold = 0 AND author IS NULL;
