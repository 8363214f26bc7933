// Lists of words, kept as text because they are read more often than changed.

/** Words that say nothing of the work itself: they are skipped inside phrases and never make a description. */
export const FILLERS: ReadonlySet<string> = listOf(`
  i im i'm i'd id i'll ill i've ive me my mine myself we we're we'd we'll we've us our you your u ur yours he she it its it's
  they them their his her this that these those there here the a an some any all few lot bit kind sort
  someone somebody anyone anybody sum1 sum one person people guy guys lady pro professional expert specialist service
  services provider help
  need needs needed want wants wanted wanna would like love looking look find finding search searching get getting got
  seek seeking require required please plz pls plsss plss thanks thank thx cheers hi hello hey ok okay so basically just
  maybe perhaps probably possibly really very quite also too well kindly
  can could may might should shall will would do does did done doing have has having had be is are was were am been being
  come came coming go going make makes take book booking hire schedule arrange set appointment give let let's lets
  to of for in on at by with from near around close within into onto out up off over about as and or but if then than
  when where who what which how why because while until till before after during per via
  not no don't dont doesn't doesnt isn't isnt won't wont can't cant cannot rather instead actually except without only
  free available possible ideally preferably best prefer preferred work works fine good great ok would suits suit
  day days time times date dates week weeks weekend weekends month morning mornings afternoon evening night sometime
  anytime ever most every each next last first again now soon later early late
  budget price cost costs pay paying spend willing max maximum min minimum most least under less more below above
  than bucks dollars quick small new experienced affordable cheap reliable nice area neighborhood neighbourhood city
  live living based located location place places home dear sir madam there's theres someone's either both off back
  medium side east west north south x y etc thing things stuff till able available onto bit much many
  something anything meant mean forget remove drop change changed edit install installation installed fix fixed repair repaired timing animals want's seeing scratch scrap wait waiting hmm hmmm hm hmmmm um umm uh uhh er erm oh ooh ah aha huh well cool alright allright lol haha hehe ugh oops whoops damn gosh sec secs second seconds moment minute hold hang think thinking let know knows nah yo anyway anyways wow ya yea hmmkay dunno idk whatever guess suppose honestly literally obviously nevermind okey okok alrighty nvm believe understand understood seeing still yes no yeah yep nope sure right think know sorry request job
  put poss busy away apart nah aint earliest latest wasnt wasn't better
  keep leave said wrong yet youre you're thats that's worries crack sweet easy reschedule rebook postpone perfect lovely brilliant awesome send looks sounds changes slightly same
  cheapest cheaper bring down it's approx roughly approximately circa thereabouts somewhere
`);

/**
 * Everyday words that are right as they stand, though they look like a typing error of a word of ours. Found by
 * holding the vocabulary against a dictionary.
 */
export const ORDINARY_WORDS: ReadonlySet<string> = listOf(`
  about above abroad across after again against agent ahead album alone along already also alter although always among
  amount angle angry animal annual another answer anyone apart apple april arena argue around arrive arrow asked aside
  aunt author avoid award aware awful baked banks bangs basic basin basket batch bears beast beauty began begin
  being belly below bench berry beside better between beyond bigger bills birds birth black blade blame blank blast
  blind block blood board boats bonds bones books booth bored borrow bother bought bowls boxes brain brand brave bread
  break breath brick bride brief bright bring broad broke brown brush build built bunch burned buyer cable called calls
  camera candle cards career cares carry catch caught cause chain chair chance change charge chart chase cheap cheat check
  cheek cheese chest chief chimney choice choose chose church cigar circle civil claim class clay clear clerk clever
  click cliff climb clock close cloth cloud coach coast coats colon comet comic common cooler cooling copper corner
  costly couch cough could count county course court cover crack craft crash crazy cream credit creed crime crowd
  crown cruel crush curve curse cycle daily dance dancer danger dated dealt death debate debut decide deeper degree delay
  delta depth design desk detail devil dinner direct dirty dizzy doctor doing dolls doubt dozen draft drain drama drank
  drawn dream dress dried drill drink drive drops drove drugs drunk dryer dusty eager early earth easily eight elbow eleven
  empty enemy enjoy enough enter entry equal error essay estate even evening every exact exist extra faces facts faded
  fails faint fairy faith falls false famous fancy farmer fatal father fault favor feels fence fever field fifth fifty fight
  filled final finds fired first fixed flame flash fleet flesh flies floor flour flown flows fluid flush focus force forge
  forks forms forth forty forum found fourth frame fraud freed fresh fried friend front frost fruit fully funny further
  gains gamma garage garden gates gather ghost giant gifts given giver glass global globe glory goals going goods grace
  grade grain grand grant grape graph grass grave great greed green greet grill grind grip gross group grown growth guard
  guess guest guide habit hairy hands handy hangs happen happy hardly harsh hasty hated heads hears heart heavy hedge height
  hello helps hence hills hired hobby holds holes honey honor hoped horse hotel hourly hours human humor hurry hurts ideal
  image imply index inner input instead irony issue items jeans jewel joins joint joked judge juice jumps keeps kicked
  knees knife knock known knows label labor ladder lakes lamb large laser later laugh layer leads learn lease least leave
  legal lemon level lever light limit lined linen lines links lists liver lives loans lobby local lodge logic longer looks
  loose lords loses loved lovely lover lower loyal lucky lunch lungs lying magic mainly major maker males manage manly
  mango manner maple march marks marry match matter maybe mayor meals means meant meats media medal melt member mental
  menus mercy merge merit merry metal meter might mind minor minus mirror mixed model modern moist moment money monthly
  moral mother motor mount mouse mouth moved movie music naked names nasty naval nearby nearly needs nerve never newer
  newly niece night ninth noble noise north notes noted novel nurse occur ocean offer often older olive onion opens opera
  orbit order organ other ought ounce outer owned owner oxide paint pairs panel panic pants paper parks parent partly
  parts patch paths pause peace peach pearl penny perfect phase phone photos piano picks piece pilot pinch pitch pizza
  place plain plane planet plans plant plate plaza please plenty poems poets point polar poles pools porch ports posed
  posts pound power press price pride prime print prior prize probe promise prompt proof proud prove pulse pumps punch
  pupil purse quart query quest queue quick quiet quite quote races radio rails rainy raise range ranks rapid
  rates ratio reach react reads ready realm rebel refer reign relax reply rider ridge rifle right rigid rings risks rival
  river roads robot rocks rocky roles roman roofs rooms roots rough round route royal rugby ruins ruled ruler rules rural
  sadly safer saint salad sales salon sandy sauce saved scale scare scene scent scope score scout screw seals seats second
  seeds seems seize sells sends sense serve seven shade shaft shake shall shame shape share shark sharp sheep sheer sheet
  shelf shell shift shine shirt shock shoes shone shook shoot shops shore short shots shout shown shows shut sides sight
  sigma signs silly since sites sixth sixty sized skill skirt skull slave sleek sleep slice slide slope small smart smell
  smile smoke snake snows sober social solar solid solve songs sorry sorts souls sound south space spare spark speak speed
  spell spend spent spice spike spine spite split spoke spoon sport spots spray squad stack staff stage stain stair stake
  stamp stand stare stars start state stays steak steal steam steel steep steer steps stick still sting stock stole
  stone stood stool store storm story stove strap straw strip stuck study stuff style sugar suite sunny super surge
  swear sweat sweep sweet swept swift swing sword table taken takes tales talks tanks tapes tasks taste taught taxes
  teach teams tears teeth tells tempo tends tense tenth tents terms tests texts thank theft their theme there thick thief
  thing think third thirty those though threat three threw throw thumb tiger tight tiles timer times tired title toast
  today token tones tools tooth topic total touch tough tours tower towns toxic trace track trade trail train trait trash
  treat trees trend trial tribe trick tried tries trips truck truly trunk trust truth tubes twice twins twist types uncle
  under union unite unity until upper upset urban urges usage users using usual valid value valve vapor vault venue verse
  video views virus visit vital vivid vocal voice voted voter votes wages waist waits walks walls wants waste watch water
  waves weary weeks weigh weird wells whale wheat wheel where which while white whole whose wider widow width winds wines
  wings wiped wires witch wives woman women woods words works world worry worse worst worth would wound wrist write wrong
  wrote yards years yield young yours youth zones cleaver cleared leaning learning meeting morning evenly wearing warning
  dining driving pouring pointing landing lending leading reading heading feeding wedge welding bedding weeding hearing
  heating beating seating leaving living giving having moving loving saving lasting listing casting coasting roasting
  planner planned plumber's plumage slumber number lumber climber bloomer boomer drummer summer swimmer simmer
  electric electron election elections electoral selection collection correction connection construction instruction
  conversation cancellation constellation decoration declaration photograph photographs photographic geographer
  portray portraits portrayed protect protest project product produce profile fabric ground kitchen chicken children
  daughter laughter slaughter brother another mothers fathers sister mister master faster easter sunday's monkey money
  monthly month months tunes tunnel turned tuned thirsty thursday's fridays tomorrow's matchday birthdate birthplace
  weakened weekday weekdays weekends waking walking talking taking making baking parking barking marking working
  wedding's funding finding binding landed handed branded leaned gleaned cleanse leakages breaking speaking peaking
  leaving lurking lighter fighter lighten highlight insight delight flight flights fright eights weights sights nights
  rights tights knights toilets soiled boiled boilers broiler toaster faucets faucet's caucus window widow shadow windows
  carpets carpenter carpenters cartel market basket pocket rocket packet jacket bucket budget gadget fidget midget
  urgent urgently agency regent argent august agenda agreed flexible
  accent aground alliance ardently ashes avengings backboard backhand backlands backlights backroom backward bands
  barbed basil basis beach besides biological blend blinkers blooming boils boots breach bribe bridge broker business
  butter chapped charter cheating chili chill chlorine choosing clanking cleat clerical clickers clothes clubbing
  coherence coils collars concept concern confidence convert coping corporal cozily creasing cringe crisping cures
  currently curry curtly curvy daylights deceased deceiver deception department dimmed dipping diving doily dollar
  drilling drinking earnings electricity electronic eternity exception expansions extension extensives fangs features
  festives flogging fools foots frigidly gears generate generation genes gestate gleaming goggles gradation header
  immediate impossible incorporate jeeps joinings kelps knickers ladles lashes lawyers leafs leans lends lents liking
  lining loads mails mashing maturity meanings mixture moaning mooing moonlight morphings mountings mower mowing
  officer openings outrage outsider pangs passable pastures pasty paternity payers pennant perception perch players
  pleading pleasure plunging poach poker ponds poppy popsicle poser postures pouch powder predicts producer prone
  protract racial radiation reassure refining rehire remember renovator repressed retention retire retiring reviving
  rimmed riots ripping rippling roving saloon scone scouting shaded shale shifting shopping shorty shove shrubs
  sitting skaters skipping slackers slight slighting slots snipping snitch snort soils sporting spotlight spotting
  spouts sprang sprig sprint sprung staring stitch stoplights streak streams strep strong strung suave tails talon
  tamer tamper theater thuds tidings tiring trapping trimmer tripping trough twitch udder undercoat utter vendings
  wafer wager washroom wasting waving wears whatever whomever whooping
`);

function listOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
