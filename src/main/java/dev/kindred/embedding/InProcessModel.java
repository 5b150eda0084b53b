package dev.kindred.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kindred.embedding.EmbeddingOptions.OnnxFiles;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.output.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A BERT-like model that runs in this process: LangChain4j's encoder over our own ONNX session,
/// which uses the calling thread only (see [OnnxSessions]). One text at a time: a batch changes the
/// vectors of a quantised model (cosine 0.993). Thread-safe.
final class InProcessModel extends AbstractInProcessEmbeddingModel implements AutoCloseable {
  /// How BERT's and SentencePiece's vocabularies write what they do not hold.
  private static final Set<String> UNKNOWN = Set.of("[UNK]", "<unk>");

  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;
  private final OnnxBertBiEncoder encoder;
  private final String fingerprint;
  private final NativeLife life = new NativeLife("the embedding model");

  private InProcessModel(byte[] model, byte[] tokenizerJson, PoolingMode pooling) {
    super(Runnable::run);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions settings = OnnxSessions.settings()) {
      session = environment.createSession(model, settings);
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(tokenizerJson),
              Map.of("padding", "false", "truncation", "false"));
    } catch (OrtException e) {
      throw new EmbeddingException("the ONNX model cannot be loaded: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("the tokenizer cannot be loaded", e);
    }
    encoder =
        new OnnxBertBiEncoder(
            environment, session, new ByteArrayInputStream(tokenizerJson), pooling);
    fingerprint = fingerprint(model, tokenizerJson);
  }

  /// The bundled model, from the class path.
  static InProcessModel bundled() {
    return new InProcessModel(
        resource(EmbeddingOptions.BUNDLED_MODEL + ".onnx"),
        resource(EmbeddingOptions.BUNDLED_MODEL + "-tokenizer.json"),
        PoolingMode.CLS);
  }

  static InProcessModel of(OnnxFiles files) {
    try {
      return new InProcessModel(
          Files.readAllBytes(files.model()),
          Files.readAllBytes(files.tokenizer()),
          switch (files.pooling()) {
            case CLS -> PoolingMode.CLS;
            case MEAN -> PoolingMode.MEAN;
          });
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the embedding model cannot be read", e);
    }
  }

  /// Eight hexadecimal digits that change with the weights and the tokenizer.
  String fingerprint() {
    return fingerprint;
  }

  /// Tokens of `text`, without the two that frame it.
  int countTokens(String text) {
    return life.during(() -> tokenizer.encode(text, false, false).getIds().length);
  }

  /// The share of the tokens of `text` that are in the vocabulary, 0..1; 1 without tokens.
  double knownTokens(String text) {
    String[] tokens = life.during(() -> tokenizer.encode(text, false, false).getTokens());
    if (tokens.length == 0) return 1;
    long unknown = Arrays.stream(tokens).filter(UNKNOWN::contains).count();
    return 1 - (double) unknown / tokens.length;
  }

  /// The longest beginning of `text` that ends with a word and has at most `limit` tokens; a first
  /// word longer than that is cut within.
  String cut(String text, int limit) {
    // A token has at least one character of ASCII.
    if (text.length() <= limit && text.chars().allMatch(c -> c < 128)) return text;
    CharSpan[] spans = life.during(() -> tokenizer.encode(text, false, false).getCharTokenSpans());
    if (spans.length <= limit) return text;
    // The tokenizer counts code points.
    int end = text.offsetByCodePoints(0, spans[limit - 1].getEnd());
    int next = text.offsetByCodePoints(0, spans[limit].getStart());
    if (end < next) return text.substring(0, end);
    int space = end;
    while (space > 0 && !Character.isWhitespace(text.charAt(space - 1))) space--;
    return text.substring(0, space == 0 ? end : space).stripTrailing();
  }

  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    return life.during(() -> super.embedAll(segments));
  }

  @Override
  protected OnnxBertBiEncoder model() {
    return encoder;
  }

  /// Waits for the callers inside, then frees the native memory.
  @Override
  public void close() {
    life.end(() -> {
      tokenizer.close();
      try {
        session.close();
      } catch (OrtException e) {
        throw new EmbeddingException("the ONNX session cannot be closed: " + e.getMessage(), e);
      }
    });
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            InProcessModel.class.getClassLoader().getResourceAsStream(name),
            () -> name + " is not in the class path")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static String fingerprint(byte[]... files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] file : files) digest.update(file);
      return HexFormat.of().formatHex(digest.digest(), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
