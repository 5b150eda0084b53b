package dev.kindred.cli;

import dev.kindred.app.StartException;
import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.config.SettingsException;
import dev.kindred.embedding.EmbeddingException;
import dev.kindred.ingestion.GenerationRefusedException;
import dev.kindred.llm.LlmException;
import dev.kindred.operation.BackupRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/// Failures as the person at the terminal should read them.
final class Failures {
  private Failures() {}

  /// Whether the message says all that a person needs, so that a stack trace would only hide it.
  static boolean isSelfExplanatory(Throwable failure) {
    return switch (failure) {
      case StartException _,
          SettingsException _,
          StoreFullException _,
          StoreDamagedException _,
          DamagedTitleException _,
          BackupRefusedException _,
          EmbeddingException _,
          LlmException _,
          GenerationRefusedException _,
          IOException _,
          UncheckedIOException _ ->
          true;
      default -> false;
    };
  }

  /// The message, with that of each cause that adds something; a [StartException] is complete.
  static String message(Throwable failure) {
    if (failure instanceof StartException start) return String.valueOf(start.getMessage());
    StringBuilder message = new StringBuilder();
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      String words = words(at);
      if (words.isEmpty() || message.indexOf(words) >= 0) continue;
      if (!message.isEmpty()) message.append(": ");
      message.append(words);
    }
    return message.isEmpty() ? failure.toString() : message.toString();
  }

  /// The JDK names only the file in these.
  private static String words(Throwable failure) {
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return switch (file) {
        case NoSuchFileException _ -> file.getFile() + " does not exist";
        case AccessDeniedException _ -> "no permission for " + file.getFile();
        case FileAlreadyExistsException _ -> file.getFile() + " is a file, not a folder";
        case NotDirectoryException _ -> file.getFile() + " is not a folder";
        default -> file.toString();
      };
    }
    Throwable cause = failure.getCause();
    String message = failure.getMessage();
    if (message == null) return cause == null ? failure.toString() : "";
    return cause != null && message.equals(cause.toString()) ? "" : message;
  }
}
