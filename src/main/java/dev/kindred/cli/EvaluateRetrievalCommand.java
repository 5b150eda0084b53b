package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.evaluation.Report;
import dev.kindred.evaluation.RetrievalEvaluation;
import dev.kindred.ingestion.Progress;
import dev.kindred.search.SearchRequest.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred evaluate retrieval`: the search stages on a document collection in the form of BEIR.
@Command(
    name = "retrieval",
    description = {
      "Searches a document collection in the form of BEIR by words, by vectors and by both, and scores it.",
      "Documents are indexed beside the catalogue, in a temporary index; their vectors stay in the data folder's cache."
    })
final class EvaluateRetrievalCommand extends EvaluationCommand {
  /// What may be asked for.
  enum Sources {
    LEXICAL(Mode.LEXICAL),
    VECTOR(Mode.VECTOR),
    HYBRID(Mode.HYBRID);

    private final Mode mode;

    Sources(Mode mode) {
      this.mode = mode;
    }
  }

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      required = true,
      description = "Documents, JSON lines with _id, title, text; gzip or not.")
  private Path corpus = Path.of("");

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      required = true,
      description = "Queries, JSON lines with _id, text; gzip or not.")
  private Path queries = Path.of("");

  @Option(
      names = "--qrels",
      paramLabel = "FILE",
      required = true,
      description = "Judgements, BEIR's three columns or TREC's four.")
  private Path qrels = Path.of("");

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "lexical, vector or hybrid; default: all three.")
  private @Nullable Sources mode;

  @Override
  Report evaluate(Settings settings, Embedder embedder, Progress progress) throws IOException {
    List<Mode> modes =
        mode == null ? List.of(Mode.LEXICAL, Mode.VECTOR, Mode.HYBRID) : List.of(mode.mode);
    return new RetrievalEvaluation(embedder, settings.index().options(), settings.search())
        .run(corpus, queries, qrels, modes, progress);
  }

  /// A title's text is cut early, where it stops telling; a document is read as far as the model
  /// reads.
  @Override
  EmbeddingOptions embedding(Settings settings) {
    EmbeddingOptions options = settings.embedding();
    return options.provider() == EmbeddingOptions.Provider.IN_PROCESS
        ? options.withTokenLimit(EmbeddingOptions.MAX_IN_PROCESS_TOKENS)
        : options;
  }
}
