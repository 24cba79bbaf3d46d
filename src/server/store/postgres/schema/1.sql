-- Tasks in the order they were first imported. `submitted` counts rows of `submission`, `held` rows of `lease`.
CREATE TABLE task (
  seq BIGINT GENERATED ALWAYS AS IDENTITY,
  id TEXT NOT NULL PRIMARY KEY,
  revision TEXT NOT NULL,
  kind TEXT NOT NULL,
  queue TEXT,
  needed BIGINT NOT NULL,
  submitted BIGINT NOT NULL DEFAULT 0,
  held BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX task_free ON task (kind, seq) WHERE submitted + held < needed;
CREATE INDEX task_free_in_queue ON task (kind, queue, seq) WHERE submitted + held < needed;

-- Every revision that was ever handed out: submissions go out with theirs. JSON as text: it comes back as it went.
CREATE TABLE document (
  task TEXT NOT NULL,
  revision TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (task, revision)
);

-- Fields of expertise that a task needs.
CREATE TABLE domain (
  task TEXT NOT NULL,
  domain TEXT NOT NULL,
  PRIMARY KEY (task, domain)
);

-- Annotations that a review is about, by uuid or by annotator.
CREATE TABLE subject (
  task TEXT NOT NULL,
  uuid TEXT NOT NULL,
  annotator TEXT
);
CREATE INDEX subject_of_task ON subject (task);

-- Leases that nobody has closed, expired ones included. Times are milliseconds since 1970.
CREATE TABLE lease (
  id TEXT NOT NULL PRIMARY KEY,
  task TEXT NOT NULL,
  worker TEXT NOT NULL,
  granted BIGINT NOT NULL,
  until BIGINT NOT NULL,
  UNIQUE (task, worker)
);
CREATE INDEX lease_of_worker ON lease (worker, granted);
CREATE INDEX lease_until ON lease (until);

CREATE TABLE draft (
  task TEXT NOT NULL,
  worker TEXT NOT NULL,
  rev BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (task, worker)
);
CREATE INDEX draft_of_worker ON draft (worker);

CREATE TABLE skip (
  task TEXT NOT NULL,
  worker TEXT NOT NULL,
  PRIMARY KEY (task, worker)
);

-- Submissions as they were sent, in the order they arrived. `revision` is the task's, as the content says.
CREATE TABLE submission (
  seq BIGINT GENERATED ALWAYS AS IDENTITY,
  uuid TEXT NOT NULL PRIMARY KEY,
  task TEXT NOT NULL,
  worker TEXT NOT NULL,
  revision TEXT,
  content TEXT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX submission_in_order ON submission (seq);
CREATE INDEX submission_of_task ON submission (task, worker);

-- Access tokens, hashed with SHA-256: the token itself is known to its worker alone. `domains` is a JSON list, null where
-- the platform does not say.
CREATE TABLE token (
  hash TEXT NOT NULL PRIMARY KEY,
  worker TEXT NOT NULL,
  role TEXT NOT NULL,
  domains TEXT,
  created_at BIGINT NOT NULL
);
