/// What viewers did and who they are: events and users as facts, how they are read from JSON, their
/// store interfaces, and the reward that training learns from. Does not store, and knows nothing of
/// what follows from events (`viewer`). Uses `catalogue` and `json`.
@NullMarked
package dev.kindred.feedback;

import org.jspecify.annotations.NullMarked;
