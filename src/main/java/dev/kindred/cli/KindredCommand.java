package dev.kindred.cli;

import dev.kindred.app.StartException;
import dev.kindred.operation.DataFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What every command has: the place of the data, and where to print.
abstract class KindredCommand {
  @Spec private @Nullable CommandSpec spec;
  @Mixin final DataOption data = new DataOption();

  /// The data folder of a command that only reads, which must not make a new one.
  ///
  /// @throws StartException when it holds no store
  final DataFolder existing() {
    return existing(data);
  }

  /// See [#existing()].
  static DataFolder existing(DataOption data) {
    DataFolder folder = data.folder(data.settings());
    if (!Files.exists(folder.database()))
      throw new StartException(
          "there is no " + folder.database() + "; name the folder with --data");
    return folder;
  }

  final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  final CommandSpec spec() {
    if (spec == null) throw new IllegalStateException("a command runs through picocli");
    return spec;
  }
}
