package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.StoredUser;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserStore;
import dev.kindred.feedback.reader.Demographics;
import dev.kindred.feedback.reader.UsersFile;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Adds what a file tells of its users to those of whom there are events. What is known of a user
/// already is never changed, so that a file imported again changes nothing.
public final class UsersImport {
  private static final int IN_FLIGHT = 500;

  private final UserStore users;
  private final String userPrefix;

  /// @param userPrefix stands before each user of the file
  public UsersImport(UserStore users, String userPrefix) {
    this.users = users;
    this.userPrefix = userPrefix;
  }

  /// What became of the lines.
  ///
  /// @param described users of whom something is known now that was not
  /// @param unchanged users of whom it was known, or of whom the file tells nothing
  /// @param unknown users without any event
  public record Report(long described, long unchanged, long unknown, long rejected) {
    public ObjectNode toJson() {
      return Json.object()
          .put("described", described)
          .put("unchanged", unchanged)
          .put("unknown", unknown)
          .put("rejected", rejected);
    }
  }

  /// @param refused told why a line was refused
  /// @throws IOException when the file cannot be read on; what was stored before stays
  public Report run(Path file, Consumer<String> refused) throws IOException {
    Run run = new Run(refused);
    UsersFile.read(file, run::user, run::refuse);
    run.settle(0);
    return new Report(run.described, run.unchanged, run.unknown, run.rejected);
  }

  private final class Run {
    private final Consumer<String> refused;
    private final Deque<CompletableFuture<Boolean>> inFlight = new ArrayDeque<>();
    private long described;
    private long unchanged;
    private long unknown;
    private long rejected;

    Run(Consumer<String> refused) {
      this.refused = refused;
    }

    void user(Demographics told) {
      String id = userPrefix + told.user();
      String fault = TitleId.fault(id);
      if (fault != null) {
        refuse("user \"" + told.user() + "\": " + fault);
        return;
      }
      User known = users.find(new UserId(id)).map(StoredUser::user).orElse(null);
      if (known == null) {
        unknown++;
        return;
      }
      User described =
          new User(
              known.id(),
              known.locale(),
              known.region(),
              known.birthYear() == null ? told.birthYear() : known.birthYear(),
              known.gender() == null ? told.gender() : known.gender(),
              known.maxAge(),
              known.blocked());
      if (described.equals(known)) {
        unchanged++;
        return;
      }
      this.described++;
      inFlight.add(users.put(described));
      settle(IN_FLIGHT);
    }

    /// Waits until no more than so many are on their way.
    void settle(int left) {
      while (inFlight.size() > left) {
        var _ = inFlight.remove().join();
      }
    }

    void refuse(String reason) {
      rejected++;
      refused.accept(reason);
    }
  }
}
