// Runs before the first paint, as a classic script, so that a remembered theme never flashes the other one.
try {
  const theme = localStorage.getItem('kindred.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; the system's preference then stands.
}
