package dev.kindred.feedback;

import java.time.Instant;

/// A user as the store holds it.
///
/// @param createdAt when the first fact about the user was stored, an event among them
/// @param updatedAt when the user was last put
public record StoredUser(UserKey key, User user, Instant createdAt, Instant updatedAt) {}
