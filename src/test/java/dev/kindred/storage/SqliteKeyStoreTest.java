package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.access.Access;
import dev.kindred.access.KeyStore;
import dev.kindred.access.KeyStoreContract;
import dev.kindred.access.NewKey;
import dev.kindred.access.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteKeyStoreTest extends KeyStoreContract {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected KeyStore store() {
    return database.keys();
  }

  @Test
  void noSecretIsInTheFiles() throws IOException {
    NewKey key = new Access(store()).create("site", Set.of(Scope.READ), null, null);
    assertThat(new Access(store()).authenticate(key.secret())).contains(key.key());
    String random = key.secret().substring(key.secret().length() - 43);
    for (String suffix : new String[] {"", "-wal"}) {
      byte[] bytes = Files.readAllBytes(folder.resolve(Database.FILE + suffix));
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain(random);
    }
  }
}
