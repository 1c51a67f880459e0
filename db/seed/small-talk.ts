// Demo conversations: twenty kinds with fifteen subjects each. `{}` is the placeholder for the subject.

export interface Kind {
  title: string;
  /** Markdown texts, alternately of the user and of the assistant. */
  turns: string[];
  subjects: string[];
}

const list = (names: string) => names.split(", ");

const CITIES = list(
  "Lisbon, Kyoto, Ghent, Oslo, Porto, Vienna, Tallinn, Seville, Bologna, Galway, Kraków, " +
    "Montréal, Marrakesh, Ljubljana, Edinburgh",
);
const DISHES = list(
  "ratatouille, lentil soup, risotto, shakshuka, ramen, gnocchi, paella, dal, focaccia, pho, " +
    "moussaka, pierogi, tagine, bibimbap, apple crumble",
);
const PEOPLE = list(
  "Amira, Jonas, Priya, Tom, Lucía, Mehmet, Hanna, Oliver, Yuki, Marta, Samuel, Ines, Pavel, Chloé, Dad",
);
const TOOLS = list(
  "Postgres, Docker, Git, Vite, Redis, Nginx, Terraform, Playwright, Kafka, Grafana, ESLint, " +
    "Ansible, SQLite, Caddy, pnpm",
);
const HOBBIES = list(
  "watercolour, bouldering, chess, beekeeping, pottery, sourdough, birdwatching, the ukulele, " +
    "calligraphy, astronomy, swimming, knitting, film photography, juggling, woodworking",
);
const THINGS = list(
  "bicycle, dishwasher, boiler, laptop, front door, roof gutter, coffee machine, car, radiator, " +
    "garden fence, piano, printer, washing machine, bathroom fan, kitchen tap",
);

export const KINDS: Kind[] = [
  {
    title: "A weekend in {}",
    turns: [
      "I have two days in {} next month. What should I not miss?",
      "Two days are enough for a calm look at {}:\n\n1. **Saturday** – the old town on foot, a market for lunch, a museum when it gets hot.\n2. **Sunday** – one viewpoint early, then a neighbourhood where people live rather than visit.\n\nBook the museum ahead; leave the rest open.",
      "Add a task to book the museum",
      "Done: **Book the museum in {}** is on your list.",
    ],
    subjects: CITIES,
  },
  {
    title: "Packing list for {}",
    turns: [
      "What do I pack for five days in {}, carry-on only?",
      "- Three tops, two trousers, one warm layer\n- Rain jacket\n- Shoes you can walk 15 km in\n- Charger, adapter, a book\n\nWear the heaviest things on the way.",
    ],
    subjects: CITIES,
  },
  {
    title: "Train to {}",
    turns: [
      "Is it worth taking the train to {} instead of flying?",
      "Door to door the difference is often smaller than it looks: add two hours at airports to any flight. Book about three months ahead, and look at a night train before you decide on {}.",
      "Remind me on Friday to compare prices",
      "I've added **Compare prices for {}**, due Friday.",
    ],
    subjects: CITIES,
  },
  {
    title: "How to make {}",
    turns: [
      "A simple recipe for {} for four, please",
      "For four people, in about an hour:\n\n1. Get everything cut and measured first.\n2. Start with onions and low heat; give them ten minutes.\n3. Season in steps and taste each time.\n4. Let {} rest five minutes before serving.\n\nWant the shopping list?",
      "Yes, as a task",
      "**Shop for {}** is on your list.",
    ],
    subjects: DISHES,
  },
  {
    title: "Why my {} went wrong",
    turns: [
      "My {} came out bland again. What am I doing wrong?",
      "Most often it is one of three things:\n\n| sign | cause |\n|---|---|\n| flat | salt came too late |\n| watery | pan too full, heat too low |\n| bitter | garlic or spices burnt |\n\nTry salting in the first five minutes.",
    ],
    subjects: DISHES,
  },
  {
    title: "Dinner for six: {}",
    turns: [
      "Can {} be prepared the day before for six people?",
      "Yes, up to the last step. Cook it, cool it quickly, and finish it when the guests are there. Multiply the recipe by one and a half, not by two.",
    ],
    subjects: DISHES,
  },
  {
    title: "Birthday present for {}",
    turns: [
      "What could I give {} for a birthday? Something under 40 euros.",
      "A few ideas for {}:\n\n- a good book and a handwritten note why\n- a voucher for something you do together\n- the small thing that was mentioned in passing this year\n\nThe note matters most.",
      "Create a task to buy it by Thursday",
      "**Buy a present for {}** is due on Thursday.",
    ],
    subjects: PEOPLE,
  },
  {
    title: "Email to {} about the deadline",
    turns: [
      "Help me tell {} that we need one more week",
      "> Hi {},\n>\n> the review showed two points we want to get right, so we need one more week, until the 21st. You'll have a working version by Friday to look at.\n>\n> Does that work on your side?\n\nShort, a date, and something in return.",
      "A bit warmer, please",
      "Begin with *“Thank you for your patience with us on this”* and keep the rest.",
    ],
    subjects: PEOPLE,
  },
  {
    title: "One-on-one with {}",
    turns: [
      "I have a one-on-one with {} tomorrow. What do I prepare?",
      "Three questions are enough:\n\n1. What went better than expected?\n2. What is in your way?\n3. What should I do differently?\n\nWrite down what {} said last time and come back to it.",
    ],
    subjects: PEOPLE,
  },
  {
    title: "{}: where do I start?",
    turns: [
      "I need to learn {} for a project. Where do I start?",
      "With one small thing you can finish today. The official getting-started page of {}, then break it on purpose and mend it:\n\n```sh\nmkdir try-it && cd try-it\ngit init\n```\n\nRead the reference only when you have a question.",
    ],
    subjects: TOOLS,
  },
  {
    title: "{} uses too much memory",
    turns: [
      "{} takes 4 GB on our small server. How do I find out why?",
      "Measure before you change anything:\n\n1. Look at memory over a day, not a moment.\n2. Compare with the limits you have configured for {}.\n3. Change one setting, wait a day, compare.\n\nIs it growing, or high from the start?",
      "High from the start",
      "Then it is a setting rather than a leak. Look for caches and worker counts first: their defaults are made for larger machines.",
    ],
    subjects: TOOLS,
  },
  {
    title: "Upgrading {}",
    turns: [
      "What is a safe way to upgrade {} in production?",
      "Backup, staging, one machine, then the rest.\n\n- Read the release notes for *removed*, not for *new*\n- Restore the backup once, to know that it works\n- Decide beforehand what makes you go back",
      "Add a task: upgrade {} on Tuesday, high priority",
      "**Upgrade {}** is on your list for Tuesday, high priority.",
    ],
    subjects: TOOLS,
  },
  {
    title: "Starting with {}",
    turns: [
      "I would like to try {}. How much time and money do I need?",
      "Less than the shops suggest. Borrow or buy used, take one lesson, and give {} twenty minutes three times a week. After a month you know whether it is for you.",
    ],
    subjects: HOBBIES,
  },
  {
    title: "Four weeks of {}",
    turns: [
      "Make me a plan for four weeks of {}",
      "| week | what | how long |\n|---|---|---|\n| 1 | the basics, slowly | 3 × 20 min |\n| 2 | the same, with a goal | 3 × 30 min |\n| 3 | something too hard | 3 × 30 min |\n| 4 | show it to somebody | once |\n\nWeek three is where most people stop. Expect it.",
      "Put the first session on my list for tomorrow",
      "Done: the first session of {} is due tomorrow.",
    ],
    subjects: HOBBIES,
  },
  {
    title: "A book about {}",
    turns: [
      "Is there one good book about {} for somebody who has never done it?",
      "Look for one with many pictures and few chapters, and read the first ten pages in the shop: if you want to begin at once, it is the right one. Your library surely has a shelf on {}.",
    ],
    subjects: HOBBIES,
  },
  {
    title: "The {} makes a noise",
    turns: [
      "Our {} has made a strange noise since yesterday. Can I check it myself?",
      "Some of it, yes. Switch the {} off first, then look for what is loose, worn or blocked. If it smells of burning or gas: don't touch it, call somebody.",
      "It was loose. Thank you!",
      "Good that it was the simple thing.",
    ],
    subjects: THINGS,
  },
  {
    title: "Repair or replace: {}",
    turns: [
      "The {} is nine years old and broken again. Repair it?",
      "A rule of thumb: repair while it costs less than half of a new one **and** the last repair was over two years ago. For the {}, get one quote before you decide.",
      "Create a task to get a quote this week",
      "**Get a quote for the {}** is on your list.",
    ],
    subjects: THINGS,
  },
  {
    title: "Yearly check of the {}",
    turns: [
      "When does the {} need its next check?",
      "Once a year is right for most; do it before the season in which you need it. Shall I put the {} on your list?",
    ],
    subjects: THINGS,
  },
  {
    title: "Notes from the call with {}",
    turns: [
      "Summarise: budget approved until June, {} sends the numbers on Monday, we decide about the second hire in two weeks",
      "**Decided** – the budget stands until June.\n\n**To do**\n- {}: numbers, Monday\n- All: second hire, in two weeks\n\n**Open** – what happens after June.",
    ],
    subjects: PEOPLE,
  },
  {
    title: "Moving to {}",
    turns: [
      "We are moving to {} in the autumn. What do people forget?",
      "- Registering, and the dates for it\n- Reading the meters on both sides\n- Telling the insurance\n- A first evening with something to eat in {}\n\nI can turn these into tasks.",
      "Please do",
      "Four tasks are on your list.",
    ],
    subjects: CITIES,
  },
];
