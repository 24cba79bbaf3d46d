//! JSON documents, read strictly and written back whole.
