import { ref } from './vendor.js';

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const chosen = ref(document.documentElement.dataset.theme ?? null);
const systemTheme = ref(systemDark.matches ? 'dark' : 'light');

systemDark.addEventListener('change', event => {
  systemTheme.value = event.matches ? 'dark' : 'light';
});

export function currentTheme() {
  return chosen.value ?? systemTheme.value;
}

export function toggleTheme() {
  chosen.value = currentTheme() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = chosen.value;
  try {
    localStorage.setItem('kindred.theme', chosen.value);
  } catch {
    // Storage may be blocked; the choice then lasts until the page is closed.
  }
}
