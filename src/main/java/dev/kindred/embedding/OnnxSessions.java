package dev.kindred.embedding;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/// How models run in this process: on the calling thread only. Several callers at once give more
/// texts a second, and for less CPU, than one caller whose operators are split over the cores.
final class OnnxSessions {
  static {
    // Else the tokenizer may look for its library, and report its use, over the network.
    System.setProperty("ai.djl.offline", "true");
  }

  private OnnxSessions() {}

  /// New settings, which the caller closes.
  static OrtSession.SessionOptions settings() throws OrtException {
    OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
    try {
      settings.setIntraOpNumThreads(1);
      settings.setInterOpNumThreads(1);
      settings.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      return settings;
    } catch (OrtException | RuntimeException e) {
      settings.close();
      throw e;
    }
  }
}
