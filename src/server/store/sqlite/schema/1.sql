-- Tasks in the order they were first imported. `submitted` counts rows of `submission`.
CREATE TABLE task (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  revision TEXT NOT NULL,
  kind TEXT NOT NULL,
  queue TEXT,
  needed INTEGER NOT NULL,
  submitted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX task_open ON task (kind, seq) WHERE submitted < needed;
CREATE INDEX task_open_in_queue ON task (kind, queue, seq) WHERE submitted < needed;

-- Every revision that was ever handed out: submissions go out with theirs.
CREATE TABLE document (
  task TEXT NOT NULL,
  revision TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (task, revision)
) STRICT;

-- Fields of expertise that a task needs.
CREATE TABLE domain (
  task TEXT NOT NULL,
  domain TEXT NOT NULL,
  PRIMARY KEY (task, domain)
) STRICT, WITHOUT ROWID;

-- Annotations that a review is about, by uuid or by annotator.
CREATE TABLE subject (
  task TEXT NOT NULL,
  uuid TEXT NOT NULL,
  annotator TEXT
) STRICT;
CREATE INDEX subject_of_task ON subject (task);

-- Leases that nobody has closed, expired ones included. Times are milliseconds since 1970.
CREATE TABLE lease (
  id TEXT NOT NULL PRIMARY KEY,
  task TEXT NOT NULL,
  worker TEXT NOT NULL,
  granted INTEGER NOT NULL,
  until INTEGER NOT NULL,
  UNIQUE (task, worker)
) STRICT, WITHOUT ROWID;
CREATE INDEX lease_of_worker ON lease (worker, granted);

CREATE TABLE draft (
  task TEXT NOT NULL,
  worker TEXT NOT NULL,
  rev INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (task, worker)
) STRICT;
CREATE INDEX draft_of_worker ON draft (worker);

CREATE TABLE skip (
  task TEXT NOT NULL,
  worker TEXT NOT NULL,
  PRIMARY KEY (task, worker)
) STRICT, WITHOUT ROWID;

-- Submissions as they were sent, in the order they arrived. `revision` is the task's, as the content says.
CREATE TABLE submission (
  seq INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  task TEXT NOT NULL,
  worker TEXT NOT NULL,
  revision TEXT,
  content TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX submission_of_task ON submission (task, worker);

-- Access tokens, hashed with SHA-256: the token itself is known to its worker alone.
CREATE TABLE token (
  hash TEXT NOT NULL PRIMARY KEY,
  worker TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
