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
@Command(
    name = "keys",
    description = "Makes, lists and revokes access keys.",
    mixinStandardHelpOptions = true)
final class KeysCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "keys create, keys list or keys revoke");
  }

  @Command(
      name = "create",
      description = "Makes a key and shows its secret, this once.",
      mixinStandardHelpOptions = true)
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
          NewKey made = access.create(name, EnumSet.copyOf(scopes), expires, perMinute);
          out.println(made.secret());
          out.flush();
          System.err.println(
              "Key "
                  + made.key().id()
                  + " for "
                  + words(made.key())
                  + ". It is shown only now; send it as: Authorization: Bearer KEY");
          if (first)
            System.err.println(
                "It is the first key: restart a running server to let it listen beyond this machine.");
          return 0;
        });
  }

  @Command(
      name = "list",
      description = "Lists the keys, never their secrets.",
      mixinStandardHelpOptions = true)
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

  @Command(
      name = "revoke",
      description = "Revokes a key at once and for good.",
      mixinStandardHelpOptions = true)
  int revoke(@Mixin DataOption data, @Parameters(paramLabel = "ID") String id) {
    return with(
        data,
        (access, out) -> {
          boolean revoked = access.revoke(id);
          out.println(revoked ? "Key " + id + " is revoked." : "There is no key " + id + ".");
          return revoked ? 0 : 1;
        });
  }

  private int with(DataOption data, BiFunction<Access, PrintWriter, Integer> work) {
    DataFolder folder = data.folder(data.settings()).create();
    PrintWriter out = spec().commandLine().getOut();
    try (Database database = Database.open(folder.root())) {
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
