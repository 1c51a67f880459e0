/** Verbs with which people begin a task. A line that begins with one of them is a task; other words may be talk. */
const VERBS = new Set(
  `abandon accept access accompany achieve activate adapt add address adjust adopt advertise advise agree air align allocate
  analyse analyze announce answer apologise apologize appeal apply appoint approach approve archive arrange arrive ask assemble
  assess assign assist attach attend audit author automate babysit back backup bake bandage bathe batch be beat become befriend begin bid
  bike bill bind blend block blog blow boil book borrow box braid brainstorm break breathe brew bring browse brush budget build
  burn buy calculate call calm cancel capture care carry cash catch celebrate challenge change charge charter chase chat check
  chill choose chop chuck claim clarify clean clear climb close coach code collect colour color comb combine come comment
  commission communicate commute compare compile complain complete compose compost conduct configure confirm connect consider
  consolidate consult contact continue contribute convert cook cool coordinate copy correct count cover craft create credit crop
  cross cuddle curate customise customize cut cycle dance darn date deactivate deal debrief debug decide declare declutter
  decorate decrease deepen defend define defrost delegate deliver demo demolish demonstrate deploy deposit descale describe
  design destroy detail determine detox develop dial dice dig digitise digitize dine direct disable discard disconnect discuss dishwash dismantle
  dispatch display dispose distribute ditch dive divide do document donate double download draft drain draw dress dribble drill drink drive
  drop dry dump dust dye earn eat edit educate eliminate email e-mail embark employ empty enable encourage end enforce engage enjoy enlist
  enquire enrol enroll ensure enter escalate establish estimate evaluate examine exchange exercise expand expense experiment explain
  explore export extend extract face fast fax feed feel fertilize fertilise fetch figure file fill film finalise finalize find finish fire
  fish fit fix flash flip float floss fly focus fold follow foam force forecast forge forward foster frame free freeze freshen fry
  fuel fund gather generate get gift give glaze glue go google grab grade grate grease greet grill grind grocery groom grow guard guide gut hack hand handle
  hang harvest have haul head heal hear heat help hem hide hike hire hit hoist hold honour hook hoover host hug hunt hydrate
  identify illustrate implement import impress improve include increase inform initiate inject insert inspect inspire install instruct insulate insure
  integrate interview introduce invent invest investigate invite invoice iron issue jog join journal juggle jump keep kick kill kiss
  knead knit knock label landscape launch lay lead leak learn leave lend lengthen level liaise lift light limit link list listen load lobby
  locate lock log look lose lower lubricate lunch mail maintain make manage map marinate mark market marry mash massage master match
  measure mediate medicate meditate meet memorise memorize mend mentor merge message migrate milk minimise minimize mix mock moderate modernise
  modify monitor mop motivate mount move mow mulch nail name nap navigate negotiate network nominate note notify number nurse nurture obey observe
  obtain offer oil onboard open operate optimise optimize order organise organize orient outline overhaul oversee own pack paint park
  participate pass paste patch pause pay peel perform persuade phone photograph pick pilot pin ping pitch place plan plant play plaster plough
  plug plumb polish poll post postpone pot pour practice practise praise pray preheat prep prepare preserve present press prevent print
  prioritise prioritize process procure produce program project promote prompt proof proofread propose protect prototype prove provide prune publish pull
  pump punch purchase purge push put quantify query question queue quit race rake raise ramp rank rate reach read rearrange reassign reassure
  reboot rebook rebuild recall receive recharge reclaim recommend reconcile reconnect reconsider reconstruct record recover recruit recycle redeem
  redecorate redesign redo reduce refactor refer refill refine refinish reflect refresh refund refuse register rehearse reheat reimburse reinstall reject
  rekey relax release relocate remember remind remodel remove rename render renew renovate rent reorder reorganise reorganize repaint repair repay
  repeat replace replant reply report repot represent request reschedule rescue research resend reserve reset resize resolve respond rest restart restock
  restore restructure resubmit resume retire retrieve return reuse reveal review revise revisit rewrite ride ring rinse rip roast roll rotate route rub run sail salt
  sand sanitise sanitize save say scan schedule scold scout scrape scrub seal search seasoning seat secure see seek select sell send separate serve service set settle sew
  shake shampoo shape share sharpen shave shelve shift shine ship shock shoot shop shorten shovel shower shred show shut sign simplify sing sit skate sketch ski skim skip skype
  slack slash sleep slice slow smoke smooth snack snap soak socialise socialize solder solve sort sow speak spend spin split sponsor spot spray spread
  sprinkle squat stack stage stain stake stamp stand staple start stay steam sterilise sterilize stew stitch stock stop store strap stream
  strengthen stretch strip structure study style submit subscribe substitute suggest summarise summarize supervise supply support surf survey swap sweep
  swim switch sync tag tailor take talk tally tape target taste teach tear tell tend terminate test text thank thaw think thin throw tidy tie tighten time tip toast tone top toss
  touch tour tow trace track trade train transcribe transfer transform translate transplant transport travel treat trim troubleshoot trust try tune turn tutor tweak tweet twist type
  unblock unclog uncover understand undo unfollow unify uninstall unload unlock unpack unplug unsubscribe unwrap update upgrade upload use vaccinate vacuum
  validate vent verify video view visit visualise visualize volunteer vote wait wake walk want warm warn wash watch water wax wear weed weigh welcome whatsapp whip whisk win
  wipe wire wish withdraw work workout wrap wrestle write xerox yoga zip zoom zest`
    .split(/\s+/)
    .filter(Boolean),
);

/** Words that are more often a noun or a name than a verb when they begin a line. */
const isVerb = (word: string): boolean =>
  VERBS.has(word) || (/^re-?[a-z]{4,}$/.test(word) && VERBS.has(word.replace(/^re-?/, "")));

/** Whether words begin like a task: "buy milk", "quickly call Ann", "re-read the book". */
export function beginsWithVerb(text: string): boolean {
  const words = text.trim().match(/[\p{L}\p{N}'-]+/gu) ?? [];
  const first = words.find((word) => !ADVERBS.has(word));
  return first !== undefined && isVerb(first);
}

const ADVERBS = new Set(
  "just quickly finally really maybe perhaps definitely actually double-check first then next also please not never always go and start".split(
    " ",
  ),
);
