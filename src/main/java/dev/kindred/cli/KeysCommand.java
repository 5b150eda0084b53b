package dev.kindred.cli;

import dev.kindred.access.Access;
import dev.kindred.access.AccessKey;
import dev.kindred.access.NewKey;
import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kindred keys`: makes, lists and revokes access keys; a running server knows within a second.
@Command(name = "keys", description = "Makes, lists and revokes access keys.")
final class KeysCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "one of create, list and revoke is missing");
  }

  @Command(name = "create", description = "Makes a key and shows its secret, this once.")
  int create(
      @Mixin DataOption data,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "What the key is for.")
          String name,
      @Option(
              names = "--scopes",
              required = true,
              split = ",",
              paramLabel = "SCOPE",
              description = "read, events, ingest, admin (which holds the others).")
          List<Scope> scopes,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "When it ends, such as 2027-01-31T00:00:00Z.")
          @Nullable Instant expires,
      @Option(
              names = "--per-minute",
              paramLabel = "N",
              description = "Requests a minute; default: the server's limit.")
          @Nullable Integer perMinute) {
    return with(
        data,
        (access, out) -> {
          boolean first = access.open();
          NewKey made;
          try {
            made = access.create(name, EnumSet.copyOf(scopes), expires, perMinute);
          } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
          }
          out.println(made.secret()); // alone on standard output, for a script to take
          PrintWriter err = spec().commandLine().getErr();
          err.println(
              "Key "
                  + made.key().id()
                  + " for "
                  + words(made.key())
                  + ". It is shown only now; send it as: Authorization: Bearer KEY");
          if (first)
            err.println(
                "It is the first key: callers need one from now on. A running server listens beyond this machine after a restart.");
          return 0;
        });
  }

  @Command(name = "list", description = "Lists the keys, never their secrets.")
  int list(@Mixin DataOption data) {
    return with(
        data,
        (access, out) -> {
          for (AccessKey key : access.list()) {
            String expires = key.expiresAt() == null ? "" : "\tuntil " + key.expiresAt();
            out.println(
                key.id()
                    + "\t"
                    + key.name()
                    + "\t"
                    + words(key)
                    + "\tsince "
                    + key.createdAt()
                    + expires);
          }
          return 0;
        });
  }

  @Command(name = "revoke", description = "Revokes a key at once and for good.")
  int revoke(@Mixin DataOption data, @Parameters(paramLabel = "ID") String id) {
    return with(
        data,
        (access, out) -> {
          if (!access.revoke(id)) {
            spec().commandLine().getErr().println("There is no key " + id + ".");
            return 1;
          }
          out.println("Key " + id + " is revoked.");
          if (access.open())
            out.println("It was the last one: a server on this machine answers without a key now.");
          return 0;
        });
  }

  private int with(DataOption data, BiFunction<Access, PrintWriter, Integer> work) {
    DataFolder folder = data.folder(data.settings()).create();
    PrintWriter out = spec().commandLine().getOut();
    try (Database database = Database.open(folder)) {
      return work.apply(new Access(database.keys()), out);
    }
  }

  private static String words(AccessKey key) {
    Set<String> scopes = new TreeSet<>();
    key.scopes().forEach(scope -> scopes.add(Json.name(scope)));
    return String.join(",", scopes);
  }

  private CommandSpec spec() {
    if (spec == null) throw new IllegalStateException("a command runs through picocli");
    return spec;
  }
}
