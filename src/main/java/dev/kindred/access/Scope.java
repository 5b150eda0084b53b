package dev.kindred.access;

/// What a key opens. `ADMIN` opens everything the others do.
public enum Scope {
  READ,
  EVENTS,
  INGEST,
  ADMIN
}
