package dev.kindred.operation;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A finished backup in the data folder.
///
/// @param id its name, which tells when it was made
/// @param manifest what it says of itself; null when it cannot be read
/// @param fault why it cannot be read; null when it can
public record Backup(
    String id, Path file, long bytes, @Nullable BackupManifest manifest, @Nullable String fault) {}
