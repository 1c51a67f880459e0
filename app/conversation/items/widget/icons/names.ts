import type { ICON_NAMES } from "#app/chatkit/protocol/icons.ts";

/** ChatKit's icons, and the closest icon of Lucide's. `*`: filled. */
export const CHATKIT_ICONS: Record<(typeof ICON_NAMES)[number], string> = {
  agent: "bot",
  analytics: "chart-line",
  atom: "atom",
  batch: "layers",
  bolt: "zap",
  "book-clock": "history",
  "book-closed": "book",
  "book-open": "book-open",
  bug: "bug",
  calendar: "calendar",
  chart: "chart-column",
  check: "check",
  "check-circle": "circle-check",
  "check-circle-filled": "circle-check*",
  "chevron-left": "chevron-left",
  "chevron-right": "chevron-right",
  "circle-question": "circle-question-mark",
  clock: "clock",
  compass: "compass",
  confetti: "party-popper",
  cube: "box",
  desktop: "monitor",
  document: "file-text",
  dot: "dot",
  "dots-horizontal": "ellipsis",
  "dots-vertical": "ellipsis-vertical",
  "empty-circle": "circle",
  "external-link": "external-link",
  globe: "globe",
  images: "images",
  info: "info",
  keys: "key-round",
  lab: "flask-conical",
  lifesaver: "life-buoy",
  lightbulb: "lightbulb",
  mail: "mail",
  "map-pin": "map-pin",
  maps: "map",
  mobile: "smartphone",
  name: "at-sign",
  notebook: "notebook",
  "notebook-pencil": "notebook-pen",
  "page-blank": "file",
  phone: "phone",
  play: "play",
  plus: "plus",
  profile: "circle-user-round",
  "profile-card": "id-card",
  reload: "rotate-cw",
  search: "search",
  "settings-slider": "sliders-horizontal",
  sparkle: "sparkle",
  "sparkle-double": "sparkles",
  "square-code": "square-code",
  "square-image": "image",
  "square-text": "square-menu",
  star: "star",
  "star-filled": "star*",
  suitcase: "briefcase",
  user: "user",
  wreath: "award",
  write: "square-pen",
  "write-alt": "pencil",
  "write-alt2": "pen-line",
};

/** Further icons that widgets may name as `lucide:…`: common subjects of cards and lists. */
export const LUCIDE_ICONS = `
  alarm-clock archive arrow-down arrow-left arrow-right arrow-up bell bookmark building building-2
  calendar-check calendar-clock calendar-days camera car chart-pie check-check chevron-down chevron-up
  circle-alert circle-dollar-sign circle-user circle-x clipboard clipboard-list cloud cloud-rain coffee copy
  credit-card database dollar-sign download eye flag folder gift graduation-cap hash heart house inbox key
  languages link list list-checks list-todo loader lock message-circle message-square minus moon music package
  paperclip pause pin plane printer receipt refresh-cw rocket save send server settings share shield
  shield-check shopping-bag shopping-cart smile store sun tag target terminal thermometer thumbs-down thumbs-up
  ticket timer train-front trash trash-2 trending-down trending-up triangle-alert trophy truck umbrella upload
  user-plus users utensils video wallet wifi wind wrench x`
  .trim()
  .split(/\s+/);
