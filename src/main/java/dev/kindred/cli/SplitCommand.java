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

/// `kindred split`: takes a merge back.
@Command(
    name = "split",
    description = "Takes a merge back: the dropped id is a title of its own again.")
final class SplitCommand extends KindredCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The id that was dropped by a merge.")
  private String id = "";

  @Override
  public Integer call() {
    String fault = TitleId.fault(id);
    if (fault != null) throw new ParameterException(spec().commandLine(), "ID: " + fault);
    DataFolder folder = data.folder(data.settings()).create();
    try (Database database = Database.open(folder)) {
      Outcome outcome = database.merges().split(new TitleId(id), null).join();
      switch (outcome.result()) {
        case SPLIT -> out().println(id + " is a title of its own again.");
        case UNLINKED -> out().println(id + " is no other id of a title any more.");
        case UNKNOWN_KEPT -> throw new StartException("there is no title " + id);
        case NOT_MERGED -> throw new StartException(id + " was not merged into another title");
        case MERGED, UNCHANGED, UNKNOWN_DROPPED, SAME_TITLE, MERGED_ELSEWHERE, RELATED, CONFLICT ->
            throw new IllegalStateException("a split was " + outcome);
      }
    }
    return 0;
  }
}
