package dev.kindred.query;

/// One kind of thing that a request may say. Reads what is still open, and takes what it read.
interface Rule {
  void read(Reading reading, TitleNames names);
}
