package dev.kindred.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.langchain4j.model.scoring.onnx.OnnxScoringModel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A BERT-like cross-encoder from files, in this process: it reads a query and a text together, and
/// says how well the one answers the other. LangChain4j's scoring model over a session that uses
/// the calling thread only. Thread-safe.
public final class CrossEncoderModel implements AutoCloseable {
  /// Longest pair that is read, in tokens with those that frame it; of a longer one the longer text
  /// loses its end.
  public static final int MAX_TOKENS = 512;

  private final Path file;
  private final OnnxScoringModel model;
  private final NativeLife life = new NativeLife("the cross-encoder");

  private CrossEncoderModel(Path file, OnnxScoringModel model) {
    this.file = file;
    this.model = model;
  }

  /// Loads a model and has it score one pair.
  ///
  /// @param model ONNX, with one score a pair as its only or first output
  /// @param tokenizer Hugging Face's `tokenizer.json`
  /// @throws EmbeddingException when a file is missing, is not such a model, or the two do not go
  ///   together
  public static CrossEncoderModel open(Path model, Path tokenizer) {
    for (Path file : new Path[] {model, tokenizer}) {
      if (!Files.isReadable(file) || Files.isDirectory(file))
        throw new EmbeddingException("the cross-encoder's file " + file + " cannot be read");
    }
    try {
      checkOutput(model);
      CrossEncoderModel opened =
          new CrossEncoderModel(
              model,
              new OnnxScoringModel(
                  model.toString(),
                  OnnxSessions.settings(),
                  tokenizer.toString(),
                  MAX_TOKENS,
                  false));
      try {
        opened.score("a query", "a text");
      } catch (RuntimeException e) {
        opened.close();
        throw e;
      }
      return opened;
    } catch (EmbeddingException e) {
      throw e;
    } catch (OrtException | RuntimeException e) {
      throw new EmbeddingException(
          "the cross-encoder " + model + " cannot be used: " + reason(e), e);
    }
  }

  /// A model of several labels would be read as if its first one were the score.
  private static void checkOutput(Path model) throws OrtException {
    try (OrtSession.SessionOptions settings = OnnxSessions.settings()) {
      settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session =
          OrtEnvironment.getEnvironment().createSession(model.toString(), settings)) {
        if (session.getOutputInfo().values().iterator().next().getInfo() instanceof TensorInfo info
            && info.getShape().length == 2
            && Math.abs(info.getShape()[1]) == 1) return; // -1: not said
        throw new EmbeddingException(
            "the cross-encoder " + model + " must answer one score a pair, and does not");
      }
    }
  }

  /// How well `text` answers `query`, neither blank: finite, higher is better, on the model's own
  /// scale. Costs a run of the model, milliseconds to hundreds of them.
  ///
  /// @throws EmbeddingException when the model fails
  /// @throws IllegalStateException when it is closed
  public double score(String query, String text) {
    double score;
    try {
      score = life.during(() -> model.score(text, query).content());
    } catch (IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EmbeddingException("the cross-encoder " + file + " failed: " + reason(e), e);
    }
    if (!Double.isFinite(score))
      throw new EmbeddingException("the cross-encoder " + file + " answered " + score);
    return score;
  }

  /// Waits for the callers inside, then frees the native memory.
  @Override
  public void close() {
    life.end(model::close);
  }

  /// What the runtime said, out of what the library wrapped around it.
  private static String reason(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) at = at.getCause();
    return String.valueOf(at.getMessage());
  }
}
