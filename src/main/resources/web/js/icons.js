import { html } from './vendor.js';

const icon = path => () => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>
`;

export const SearchIcon = icon('M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.3 15.3 20.5 20.5');
export const CloseIcon = icon('M6 6l12 12M18 6 6 18');
export const PlusIcon = icon('M12 5v14M5 12h14');
export const NotIcon = icon('M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM6.4 6.4l11.2 11.2');
export const SlidersIcon = icon('M4 8h9M17 8h3M4 16h3M11 16h9M15 5.5v5M9 13.5v5');
export const FunnelIcon = icon('M4 6h16M7.5 12h9M10.5 18h3');
export const SunIcon = icon(
  'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
);
export const MoonIcon = icon('M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2Z');
export const FilmIcon = icon('M4 5h16v14H4zM8 5v14M16 5v14M4 9.7h4M4 14.3h4M16 9.7h4M16 14.3h4');
export const PersonIcon = icon('M12 4.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4ZM4.8 20c.6-4 3.4-6 7.2-6s6.6 2 7.2 6');
export const TagIcon = icon('M4 4h8l8 8-8 8-8-8ZM8.3 8.3h.01');
export const MoodIcon = icon('M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM8.7 14.2c1.8 2.1 4.8 2.1 6.6 0M9.3 9.8h.01M14.7 9.8h.01');

export const LikeIcon = icon('M12 19.5S4 14.8 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3c0 5.5-8 10.2-8 10.2Z');
export const SeenIcon = icon('M4.5 12.5l5 5 10-11');
export const ListIcon = icon('M7 4h10v16l-5-4-5 4Z');
export const NextIcon = icon('M9 5l7 7-7 7');

export const BrandMark = () => html`
  <svg class="brand-mark" viewBox="0 0 32 20" aria-hidden="true" focusable="false">
    <circle class="brand-mark-story" cx="11" cy="10" r="9" />
    <circle class="brand-mark-feel" cx="21" cy="10" r="9" />
    <path class="brand-mark-kin" d="M16 2.52a9 9 0 0 1 0 14.96 9 9 0 0 1 0-14.96Z" />
  </svg>
`;
