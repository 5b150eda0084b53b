package dev.kindred.feedback;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The users, durable. Thread-safe; see [EventStore].
public interface UserStore {
  /// Creates or replaces what is known of a user.
  ///
  /// @return whether there was no such user; completes once it would survive a power cut
  CompletableFuture<Boolean> put(User user);

  Optional<StoredUser> find(UserId id);

  /// Up to `limit` users of whom something was put, by ascending key: for training, read a chunk at
  /// a time.
  ///
  /// @param afterKey value of the key of the last one of the chunk before, 0 for the first
  List<StoredUser> described(int afterKey, int limit);

  /// Erases a user and all of its events, in several commits, the user last, so that what was cut
  /// off can be repeated. An event that arrives later makes a new user of that id, under a new key.
  /// What was decided for the user before the end is not written after it.
  ///
  /// @param gone run before the end, whatever was erased: has what is kept in memory dropped
  /// @return whether there was such a user
  boolean erase(UserId id, Runnable gone);

  long count();
}
