package dev.kindred.cli;

import dev.kindred.app.StartException;
import dev.kindred.catalogue.MergeStore.Outcome;
import dev.kindred.catalogue.TitleId;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `kindred merge`: two ids, one title.
@Command(
    name = "merge",
    description = {
      "Merges one title into another; the dropped id leads to the kept title from then on.",
      "Nothing is lost: kindred split takes it back. A server takes the change in at once."
    })
final class MergeCommand extends KindredCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "KEEP", description = "The id that stays.")
  private String keep = "";

  @Parameters(index = "1", paramLabel = "DROP", description = "The id that becomes a redirect.")
  private String drop = "";

  @Override
  public Integer call() {
    TitleId kept = id("KEEP", keep);
    TitleId dropped = id("DROP", drop);
    DataFolder folder = data.folder(data.settings()).create();
    try (Database database = Database.open(folder)) {
      Outcome outcome = database.merges().merge(kept, dropped, null).join();
      out()
          .println(
              switch (outcome.result()) {
                case MERGED ->
                    dropped
                        + " is merged into "
                        + database.titles().find(kept).orElseThrow().title().id()
                        + ".";
                case UNCHANGED -> dropped + " was merged into " + kept + " before.";
                case UNKNOWN_KEPT -> throw new StartException("there is no title " + kept);
                case UNKNOWN_DROPPED -> throw new StartException("there is no title " + dropped);
                case SAME_TITLE ->
                    throw new StartException(kept + " and " + dropped + " are one title already");
                case MERGED_ELSEWHERE ->
                    throw new StartException(
                        dropped
                            + " was merged into "
                            + database.titles().find(dropped).orElseThrow().title().id()
                            + "; merge that one, or split it first");
                case RELATED ->
                    throw new StartException(
                        "one of "
                            + kept
                            + " and "
                            + dropped
                            + " is the other's parent, or its edition");
                case SPLIT, UNLINKED, NOT_MERGED, CONFLICT ->
                    throw new IllegalStateException("a merge was " + outcome);
              });
    }
    return 0;
  }

  private TitleId id(String name, String value) {
    String fault = TitleId.fault(value);
    if (fault != null) throw new ParameterException(spec().commandLine(), name + ": " + fault);
    return new TitleId(value);
  }
}
