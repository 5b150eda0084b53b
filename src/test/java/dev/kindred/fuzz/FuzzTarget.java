package dev.kindred.fuzz;

/// Something that must take whatever comes.
@FunctionalInterface
interface FuzzTarget {
  /// Refuses or takes the input as Kindred would.
  ///
  /// @throws Exception as any [Error] too, when that ends in a failure
  void take(byte[] input) throws Exception;
}
