//! The workbench as a state machine.
