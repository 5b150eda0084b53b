package dev.kindred.catalogue;

/// What the store holds of one title cannot be read: its row was damaged, by a disk or by hand. All
/// others can; putting the title again mends it.
public final class DamagedTitleException extends RuntimeException {
  public DamagedTitleException(TitleKey key, Throwable cause) {
    super("the row of title " + key.value() + " is damaged", cause);
  }
}
