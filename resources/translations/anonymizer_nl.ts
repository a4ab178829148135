<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_NL" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>Faces</source>
        <translation>Gezichten</translation>
    </message>
    <message>
        <source>Number plates</source>
        <translation>Kentekens</translation>
    </message>
    <message>
        <source>{finds}: {name} {version}, licence {licence}</source>
        <translation>{finds}: {name} {version}, licentie {licence}</translation>
    </message>
    <message>
        <source>Measured on {photos} photos: {part} % of {count} found, {alarms} false ones in a photo.</source>
        <translation>Gemeten op {photos} foto&apos;s: {part} % van {count} gevonden, {alarms} valse per foto.</translation>
    </message>
    <message>
        <source>Anonymizer {version}</source>
        <translation>Anonymizer {version}</translation>
    </message>
    <message>
        <source>No program finds everything. Faces seen from the side, very small, in the dark or behind glass, and plates that are dirty, cut off or seen at a sharp angle are missed more often. Move the sensitivity towards “finds more” and look through the photos before they are published. People can also be known by their clothes, their house or a text in the photo: that stays visible.</source>
        <translation>Geen programma vindt alles. Gezichten van opzij, heel klein, in het donker of achter glas, en kentekens die vuil zijn, half in beeld of schuin gezien, worden vaker gemist. Zet de gevoeligheid naar “vindt meer” en kijk de foto&apos;s na voordat ze gepubliceerd worden. Mensen zijn ook te herkennen aan kleding, huis of een tekst in de foto: dat blijft zichtbaar.</translation>
    </message>
    <message>
        <source>Anonymizer is free software under the MIT licence. It uses Qt, PySide6 (LGPL 3), LiteRT, ml_dtypes and TensorFlow (Apache 2.0), OpenCV (Apache 2.0), NumPy (BSD), Pillow (MIT-CMU), libjpeg-turbo from turbojpeg (BSD, IJG), simplejpeg (MIT), pi-heif (BSD) with libheif (LGPL 3), platformdirs (MIT), python-dotenv (BSD), tqdm (MPL 2.0, MIT) and typing-extensions (PSF 2.0); their licences come with the program. The sample picture is by NASA, in the public domain.</source>
        <translation>Anonymizer is vrije software onder de MIT-licentie. Het gebruikt Qt, PySide6 (LGPL 3), LiteRT, ml_dtypes en TensorFlow (Apache 2.0), OpenCV (Apache 2.0), NumPy (BSD), Pillow (MIT-CMU), libjpeg-turbo uit turbojpeg (BSD, IJG), simplejpeg (MIT), pi-heif (BSD) met libheif (LGPL 3), platformdirs (MIT), python-dotenv (BSD), tqdm (MPL 2.0, MIT) en typing-extensions (PSF 2.0); hun licenties horen bij het programma. De voorbeeldfoto is van NASA, in het publieke domein.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>What is found and what is not</source>
        <translation>Wat wordt gevonden en wat niet</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licenties</translation>
    </message>
</context>
<context>
    <name>BoxDelegate</name>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
</context>
<context>
    <name>BoxModel</name>
    <message>
        <source>suggestion, {score}</source>
        <translation>suggestie, {score}</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>met de hand</translation>
    </message>
    <message>
        <source>by hand, from a found one</source>
        <translation>met de hand, naar een gevonden kader</translation>
    </message>
    <message>
        <source>found, {score}</source>
        <translation>gevonden, {score}</translation>
    </message>
</context>
<context>
    <name>BoxPanel</name>
    <message>
        <source>Boxes in this photo</source>
        <translation>Kaders in deze foto</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gezichten</translation>
    </message>
    <message>
        <source>Number plates</source>
        <translation>Kentekens</translation>
    </message>
    <message>
        <source>How to hide, in all photos</source>
        <translation>Hoe verbergen, in alle foto&apos;s</translation>
    </message>
    <message>
        <source>Hide all suggestions</source>
        <translation>Alle suggesties verbergen</translation>
    </message>
    <message>
        <source>{n} box</source>
        <translation>{n} kader</translation>
    </message>
    <message>
        <source>{n} boxes</source>
        <translation>{n} kaders</translation>
    </message>
    <message>
        <source>Hide all suggestions ({n})</source>
        <translation>Alle suggesties verbergen ({n})</translation>
    </message>
    <message>
        <source>New box</source>
        <translation>Nieuw kader</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>How much is found</source>
        <translation>Hoeveel er gevonden wordt</translation>
    </message>
    <message>
        <source>In all photos that nobody has edited or reviewed.</source>
        <translation>In alle foto&apos;s die niemand heeft bewerkt of nagekeken.</translation>
    </message>
</context>
<context>
    <name>Divider</name>
    <message>
        <source>Line between before and after</source>
        <translation>Lijn tussen voor en na</translation>
    </message>
    <message>
        <source>Drag, or press the arrow keys</source>
        <translation>Sleep, of gebruik de pijltoetsen</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Paste</source>
        <translation>Plakken</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verplaatsen</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>Grootte wijzigen</translation>
    </message>
    <message>
        <source>Change kind</source>
        <translation>Soort wijzigen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Tekenen</translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message>
        <source>The boxes of all photos that were corrected or reviewed, as COCO labels.</source>
        <translation>De kaders van alle foto&apos;s die verbeterd of nagekeken zijn, als COCO-labels.</translation>
    </message>
    <message>
        <source>Copy the photos too (everybody in them is visible)</source>
        <translation>Ook de foto&apos;s kopiëren (iedereen daarop is zichtbaar)</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Kies een map</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Hide faces</source>
        <translation>Gezichten onherkenbaar maken</translation>
    </message>
    <message>
        <source>Hide number plates</source>
        <translation>Kentekens onherkenbaar maken</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Gevoeligheid</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Browse</source>
        <translation>Bladeren</translation>
    </message>
    <message>
        <source>Browse: {what}</source>
        <translation>Bladeren: {what}</translation>
    </message>
</context>
<context>
    <name>HidingCard</name>
    <message>
        <source>How to hide</source>
        <translation>Hoe onherkenbaar maken</translation>
    </message>
    <message>
        <source>Size of what is hidden</source>
        <translation>Grootte van wat verborgen wordt</translation>
    </message>
    <message>
        <source>Strength of the blur</source>
        <translation>Sterkte van het vervagen</translation>
    </message>
    <message>
        <source>Made of what is visible around it. Nothing of the face or plate is left.</source>
        <translation>Gemaakt van wat eromheen te zien is. Van het gezicht of kenteken blijft niets over.</translation>
    </message>
    <message>
        <source>One colour. Nothing is left.</source>
        <translation>Eén kleur. Er blijft niets over.</translation>
    </message>
    <message>
        <source>{n} pixels</source>
        <translation>{n} pixels</translation>
    </message>
    <message>
        <source>times the box</source>
        <translation>maal het kader</translation>
    </message>
</context>
<context>
    <name>JobNotice</name>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>{n} corrected photo</source>
        <translation>{n} verbeterde foto</translation>
    </message>
    <message>
        <source>{n} corrected photos</source>
        <translation>{n} verbeterde foto&apos;s</translation>
    </message>
    <message>
        <source>{n} box</source>
        <translation>{n} kader</translation>
    </message>
    <message>
        <source>{n} boxes</source>
        <translation>{n} kaders</translation>
    </message>
    <message>
        <source>Exported to {folder}: {photos} with {boxes}.</source>
        <translation>Geëxporteerd naar {folder}: {photos} met {boxes}.</translation>
    </message>
    <message>
        <source>Networks or detail have changed: {n} photo is searched again.</source>
        <translation>De netwerken of de nauwkeurigheid zijn veranderd: {n} foto wordt opnieuw doorzocht.</translation>
    </message>
    <message>
        <source>Networks or detail have changed: {n} photos are searched again.</source>
        <translation>De netwerken of de nauwkeurigheid zijn veranderd: {n} foto&apos;s worden opnieuw doorzocht.</translation>
    </message>
    <message>
        <source>Settings have changed: {n} result is to be saved again.</source>
        <translation>De instellingen zijn veranderd: {n} resultaat moet opnieuw worden opgeslagen.</translation>
    </message>
    <message>
        <source>Settings have changed: {n} results are to be saved again.</source>
        <translation>De instellingen zijn veranderd: {n} resultaten moeten opnieuw worden opgeslagen.</translation>
    </message>
</context>
<context>
    <name>KeyOverlay</name>
    <message>
        <source>Mouse</source>
        <translation>Muis</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>This job is still at work. Stop it or wait, then drop the photos again.</source>
        <translation>Deze opdracht is nog bezig. Stop deze of wacht, en sleep de foto&apos;s dan opnieuw hierheen.</translation>
    </message>
    <message>
        <source>Opening the job…</source>
        <translation>Opdracht wordt geopend…</translation>
    </message>
</context>
<context>
    <name>MoreCard</name>
    <message>
        <source>Fast: large faces and plates</source>
        <translation>Snel: grote gezichten en kentekens</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normaal</translation>
    </message>
    <message>
        <source>Thorough: small ones too, takes longer</source>
        <translation>Grondig: ook kleine, duurt langer</translation>
    </message>
    <message>
        <source>none: the same names as the photos</source>
        <translation>niets: dezelfde namen als de foto&apos;s</translation>
    </message>
    <message>
        <source>Photos in sub-folders too</source>
        <translation>Ook foto&apos;s in submappen</translation>
    </message>
    <message>
        <source>Write what was hidden beside each result (JSON)</source>
        <translation>Bij elk resultaat schrijven wat verborgen is (JSON)</translation>
    </message>
    <message>
        <source>Read each result again before it counts as saved</source>
        <translation>Elk resultaat nog eens lezen voordat het als opgeslagen telt</translation>
    </message>
    <message>
        <source>Write a report beside the results</source>
        <translation>Een verslag bij de resultaten zetten</translation>
    </message>
    <message>
        <source>report.html and report.csv: what was hidden in each photo, by what, and what was changed by hand. No pictures are in it.</source>
        <translation>report.html en report.csv: wat er in elke foto verborgen is, waarmee, en wat er met de hand is veranderd. Er staan geen foto&apos;s in.</translation>
    </message>
    <message>
        <source>Keep date and camera (EXIF, XMP)</source>
        <translation>Datum en camera bewaren (EXIF, XMP)</translation>
    </message>
    <message>
        <source>Keep the place too (GPS)</source>
        <translation>Ook de plaats bewaren (GPS)</translation>
    </message>
    <message>
        <source>Keep small pictures for the list on disk, with what is found hidden in them</source>
        <translation>Kleine foto&apos;s voor de lijst op schijf bewaren, met wat gevonden is onherkenbaar</translation>
    </message>
    <message>
        <source>Own network</source>
        <translation>Eigen netwerk</translation>
    </message>
    <message>
        <source>Networks ({patterns})</source>
        <translation>Netwerken ({patterns})</translation>
    </message>
    <message>
        <source>Take over settings of the older tool (.env)</source>
        <translation>Instellingen van de oude tool overnemen (.env)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Kinds of files</source>
        <translation>Soorten bestanden</translation>
    </message>
    <message>
        <source>Added to names</source>
        <translation>Achter de naam</translation>
    </message>
</context>
<context>
    <name>NewJobPage</name>
    <message>
        <source>Photos</source>
        <translation>Foto&apos;s</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>Opslaan in</translation>
    </message>
    <message>
        <source>Take the whole folder</source>
        <translation>De hele map nemen</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Meer instellingen</translation>
    </message>
    <message>
        <source>Save without review</source>
        <translation>Opslaan zonder nakijken</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>{name} anonymised</source>
        <translation>{name} geanonimiseerd</translation>
    </message>
    <message>
        <source>Originals are never changed.</source>
        <translation>De originelen blijven ongewijzigd.</translation>
    </message>
    <message>
        <source>Settings of the older tool</source>
        <translation>Instellingen van de oude tool</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>{n} photo</source>
        <translation>{n} foto</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} foto&apos;s</translation>
    </message>
    <message>
        <source>in {n} folder</source>
        <translation>in {n} map</translation>
    </message>
    <message>
        <source>in {n} folders</source>
        <translation>in {n} mappen</translation>
    </message>
    <message>
        <source>(chosen ones only)</source>
        <translation>(alleen de gekozen foto&apos;s)</translation>
    </message>
    <message>
        <source>how long it takes is said after the first photos</source>
        <translation>hoelang het duurt, blijkt na de eerste foto&apos;s</translation>
    </message>
    <message>
        <source>about {time}, as fast as the last job</source>
        <translation>ongeveer {time}, net zo snel als de vorige opdracht</translation>
    </message>
    <message>
        <source>not taken: {kinds}; see “Kinds of files”</source>
        <translation>niet meegenomen: {kinds}; zie ‘Soorten bestanden’</translation>
    </message>
    <message>
        <source>cannot be read: {kinds}</source>
        <translation>niet te lezen: {kinds}</translation>
    </message>
    <message>
        <source>there is a job of these folders ({saved} of {all} saved): “Start” goes on with it, with the settings below</source>
        <translation>er is al een opdracht voor deze mappen ({saved} van {all} opgeslagen): “Starten” gaat daarmee verder, met de instellingen hieronder</translation>
    </message>
    <message>
        <source>New job</source>
        <translation>Nieuwe opdracht</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopiëren</translation>
    </message>
</context>
<context>
    <name>PhotoDelegate</name>
    <message>
        <source>✓ Saved, re-encoded</source>
        <translation>✓ Opgeslagen, opnieuw gecomprimeerd</translation>
    </message>
</context>
<context>
    <name>PhotoFoot</name>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Volgende</translation>
    </message>
    <message>
        <source>Reviewed, next</source>
        <translation>Nagekeken, volgende</translation>
    </message>
</context>
<context>
    <name>PhotoListModel</name>
    <message>
        <source>Re-encoded: every pixel may have changed slightly.</source>
        <translation>Opnieuw gecomprimeerd: elke pixel kan een beetje veranderd zijn.</translation>
    </message>
</context>
<context>
    <name>PhotoPanel</name>
    <message>
        <source>Search by name</source>
        <translation>Zoeken op naam</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Foto&apos;s</translation>
    </message>
    <message>
        <source>No photos here.</source>
        <translation>Geen foto&apos;s hier.</translation>
    </message>
    <message>
        <source>Which photos</source>
        <translation>Welke foto&apos;s</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Na te kijken</translation>
    </message>
    <message>
        <source>With boxes</source>
        <translation>Met kaders</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>Twijfel</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Mislukt</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>Gesorteerd</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Op naam</translation>
    </message>
    <message>
        <source>Most doubtful first</source>
        <translation>Meeste twijfel eerst</translation>
    </message>
</context>
<context>
    <name>PhotoStage</name>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Tekenen</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>{name}, by hand</source>
        <translation>{name}, met de hand</translation>
    </message>
</context>
<context>
    <name>PreviewPair</name>
    <message>
        <source>Photo before</source>
        <translation>Foto vooraf</translation>
    </message>
    <message>
        <source>Photo after</source>
        <translation>Foto achteraf</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Voor</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Na</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Origineel</translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>Results: {folder}</source>
        <translation>Resultaten: {folder}</translation>
    </message>
    <message>
        <source>{done} of {count} reviewed or saved</source>
        <translation>{done} van {count} nagekeken of opgeslagen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Continue {name}</source>
        <translation>Verder met {name}</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergeten</translation>
    </message>
    <message>
        <source>Forget {name}</source>
        <translation>{name} vergeten</translation>
    </message>
    <message>
        <source>Forget what was found and corrected in {name}? Photos and results stay.</source>
        <translation>Vergeten wat er in {name} gevonden en verbeterd is? Foto&apos;s en resultaten blijven.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Bewaren</translation>
    </message>
</context>
<context>
    <name>ReviewHeader</name>
    <message>
        <source>All jobs</source>
        <translation>Alle opdrachten</translation>
    </message>
    <message>
        <source>Save this</source>
        <translation>Deze opslaan</translation>
    </message>
    <message>
        <source>Save everything</source>
        <translation>Alles opslaan</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Export corrections…</source>
        <translation>Verbeteringen exporteren…</translation>
    </message>
    <message>
        <source>Nederlands</source>
        <translation>English</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>{done} of {count} reviewed or saved</source>
        <translation>{done} van {count} nagekeken of opgeslagen</translation>
    </message>
    <message>
        <source>Save all reviewed ({n})</source>
        <translation>Alle nagekeken opslaan ({n})</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>{done} of {count} searched</source>
        <translation>{done} van {count} doorzocht</translation>
    </message>
    <message>
        <source>{done} of {count} saved</source>
        <translation>{done} van {count} opgeslagen</translation>
    </message>
    <message>
        <source>{n} photo searched.</source>
        <translation>{n} foto doorzocht.</translation>
    </message>
    <message>
        <source>{n} photos searched.</source>
        <translation>{n} foto&apos;s doorzocht.</translation>
    </message>
    <message>
        <source>{n} still to do.</source>
        <translation>Nog {n} te doen.</translation>
    </message>
    <message>
        <source>{n} failed.</source>
        <translation>{n} mislukt.</translation>
    </message>
    <message>
        <source>Not searched yet. Boxes that you draw are kept.</source>
        <translation>Nog niet doorzocht. Kaders die u tekent, blijven bewaard.</translation>
    </message>
    <message>
        <source>{n} suggestion</source>
        <translation>{n} suggestie</translation>
    </message>
    <message>
        <source>{n} suggestions</source>
        <translation>{n} suggesties</translation>
    </message>
</context>
<context>
    <name>RunStrip</name>
    <message>
        <source>Pause</source>
        <translation>Pauze</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Start…</translation>
    </message>
    <message>
        <source>Stopping after the photos it is working on…</source>
        <translation>Stopt na de foto&apos;s waar het nu mee bezig is…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Gepauzeerd</translation>
    </message>
    <message>
        <source>{n} s per photo · {time} left</source>
        <translation>{n} s per foto · nog {time}</translation>
    </message>
    <message>
        <source>{pace} photos/s · {time} left</source>
        <translation>{pace} foto&apos;s/s · nog {time}</translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message>
        <source>What it looks like</source>
        <translation>Hoe het eruitziet</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Everything is saved already.</source>
        <translation>Alles is al opgeslagen.</translation>
    </message>
    <message>
        <source>{n} photo was never looked at by a person.</source>
        <translation>{n} foto is door niemand bekeken.</translation>
    </message>
    <message>
        <source>{n} photos were never looked at by a person.</source>
        <translation>{n} foto&apos;s zijn door niemand bekeken.</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>Toch opslaan</translation>
    </message>
    <message>
        <source>There is nothing to save now.</source>
        <translation>Er is nu niets om op te slaan.</translation>
    </message>
    <message>
        <source>{n} photo failed.</source>
        <translation>{n} foto is mislukt.</translation>
    </message>
    <message>
        <source>{n} photos failed.</source>
        <translation>{n} foto&apos;s zijn mislukt.</translation>
    </message>
    <message>
        <source>{n} photo is not searched yet and cannot be saved.</source>
        <translation>{n} foto is nog niet doorzocht en kan niet worden opgeslagen.</translation>
    </message>
    <message>
        <source>{n} photos are not searched yet and cannot be saved.</source>
        <translation>{n} foto&apos;s zijn nog niet doorzocht en kunnen niet worden opgeslagen.</translation>
    </message>
    <message>
        <source>{n} photo saved</source>
        <translation>{n} foto opgeslagen</translation>
    </message>
    <message>
        <source>{n} photos saved</source>
        <translation>{n} foto&apos;s opgeslagen</translation>
    </message>
    <message>
        <source>{n} face hidden</source>
        <translation>{n} gezicht verborgen</translation>
    </message>
    <message>
        <source>{n} faces hidden</source>
        <translation>{n} gezichten verborgen</translation>
    </message>
    <message>
        <source>{n} plate hidden</source>
        <translation>{n} kenteken verborgen</translation>
    </message>
    <message>
        <source>{n} plates hidden</source>
        <translation>{n} kentekens verborgen</translation>
    </message>
    <message>
        <source>{n} photo was re-encoded: every pixel of it may have changed slightly.</source>
        <translation>{n} foto is opnieuw gecomprimeerd: elke pixel ervan kan een beetje veranderd zijn.</translation>
    </message>
    <message>
        <source>{n} photos were re-encoded: every pixel may have changed slightly.</source>
        <translation>{n} foto&apos;s zijn opnieuw gecomprimeerd: elke pixel kan een beetje veranderd zijn.</translation>
    </message>
    <message>
        <source>A report is in the folder of the results. Its seal is {seal}; keep it somewhere else too.</source>
        <translation>Een verslag staat in de map met resultaten. Het zegel is {seal}; bewaar dat ook ergens anders.</translation>
    </message>
    <message>
        <source>{n} failed:</source>
        <translation>{n} mislukt:</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Map openen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Opnieuw proberen</translation>
    </message>
</context>
<context>
    <name>SensitivityField</name>
    <message>
        <source>finds more</source>
        <translation>vindt meer</translation>
    </message>
    <message>
        <source>finds less</source>
        <translation>vindt minder</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Move sensitivity</source>
        <translation>Gevoeligheid wijzigen</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Kies een map</translation>
    </message>
    <message>
        <source>Anonymizer sample</source>
        <translation>Anonymizer voorbeeld</translation>
    </message>
    <message>
        <source>Drop a folder or photos here</source>
        <translation>Sleep een map of foto&apos;s hierheen</translation>
    </message>
    <message>
        <source>Faces and number plates are found and hidden on this computer. Nothing is sent anywhere.</source>
        <translation>Gezichten en kentekens worden op deze computer gevonden en onherkenbaar gemaakt. Er wordt niets verstuurd.</translation>
    </message>
    <message>
        <source>Try it with a sample</source>
        <translation>Probeer met een voorbeeld</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Nederlands</source>
        <translation>English</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>What is found and what is not; licences</source>
        <translation>Wat wordt gevonden en wat niet; licenties</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Photos</source>
        <translation>Foto&apos;s</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Kaders</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Beeld</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Opdracht</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Volgende</translation>
    </message>
    <message>
        <source>Next to review</source>
        <translation>Volgende na te kijken</translation>
    </message>
    <message>
        <source>Reviewed, next</source>
        <translation>Nagekeken, volgende</translation>
    </message>
    <message>
        <source>Not reviewed yet</source>
        <translation>Toch niet nagekeken</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>New box</source>
        <translation>Nieuw kader</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gezicht</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>Kenteken</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Hide suggestion</source>
        <translation>Suggestie verbergen</translation>
    </message>
    <message>
        <source>Hide all suggestions</source>
        <translation>Alle suggesties verbergen</translation>
    </message>
    <message>
        <source>Same boxes as the previous photo</source>
        <translation>Dezelfde kaders als de vorige foto</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles selecteren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Plakken</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Opnieuw</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Groter</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation>Hele foto</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Original, as long as held</source>
        <translation>Origineel, zolang ingedrukt</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Voor en na</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>Vegen</translation>
    </message>
    <message>
        <source>After only</source>
        <translation>Alleen na</translation>
    </message>
    <message>
        <source>Swipe to the left</source>
        <translation>Naar links vegen</translation>
    </message>
    <message>
        <source>Swipe to the right</source>
        <translation>Naar rechts vegen</translation>
    </message>
    <message>
        <source>Same place in the next photo</source>
        <translation>Zelfde plek in de volgende foto</translation>
    </message>
    <message>
        <source>List of photos</source>
        <translation>Lijst van foto&apos;s</translation>
    </message>
    <message>
        <source>List of boxes</source>
        <translation>Lijst van kaders</translation>
    </message>
    <message>
        <source>Save this</source>
        <translation>Deze opslaan</translation>
    </message>
    <message>
        <source>Save all reviewed</source>
        <translation>Alle nagekeken opslaan</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle toetsen</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Slepen</translation>
    </message>
    <message>
        <source>new box, or move or resize one</source>
        <translation>nieuw kader, of een kader verplaatsen of wijzigen</translation>
    </message>
    <message>
        <source>Shift and drag</source>
        <translation>Shift en slepen</translation>
    </message>
    <message>
        <source>select many</source>
        <translation>meer selecteren</translation>
    </message>
    <message>
        <source>Ctrl and click</source>
        <translation>Ctrl en klikken</translation>
    </message>
    <message>
        <source>select more</source>
        <translation>erbij selecteren</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Wiel</translation>
    </message>
    <message>
        <source>larger, smaller</source>
        <translation>groter, kleiner</translation>
    </message>
    <message>
        <source>Space or middle button</source>
        <translation>Spatie of middelste knop</translation>
    </message>
    <message>
        <source>move the photo</source>
        <translation>de foto verschuiven</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Dubbelklikken</translation>
    </message>
    <message>
        <source>whole photo</source>
        <translation>hele foto</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pijltjes</translation>
    </message>
    <message>
        <source>1 pixel; with Shift 10; with Ctrl the size</source>
        <translation>1 pixel; met Shift 10; met Ctrl de grootte</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The settings file {0} cannot be read.</source>
        <translation>Het instellingenbestand {0} kan niet worden gelezen.</translation>
    </message>
    <message>
        <source>{0} has no value in {1}; write {0}=….</source>
        <translation>{0} heeft geen waarde in {1}; schrijf {0}=….</translation>
    </message>
    <message>
        <source>Line {0} of {1} cannot be read; write it as KEY=value.</source>
        <translation>Regel {0} van {1} kan niet worden gelezen; schrijf hem als SLEUTEL=waarde.</translation>
    </message>
    <message>
        <source>The folder in {0} cannot be read as it is written; put it in single quotes.</source>
        <translation>De map in {0} kan zo niet worden gelezen; zet hem tussen enkele aanhalingstekens.</translation>
    </message>
    <message>
        <source>{0} is “{1}” in the settings file; it must be a number.</source>
        <translation>{0} is “{1}” in het instellingenbestand; het moet een getal zijn.</translation>
    </message>
    <message>
        <source>{0} is “{1}” in the settings file; it must be True or False.</source>
        <translation>{0} is “{1}” in het instellingenbestand; het moet True of False zijn.</translation>
    </message>
    <message>
        <source>{0} is “{1}” in the settings file; it must be a whole, odd number.</source>
        <translation>{0} is “{1}” in het instellingenbestand; het moet een geheel, oneven getal zijn.</translation>
    </message>
    <message>
        <source>{0} in {1} is not known; did you mean {2}?</source>
        <translation>{0} in {1} is onbekend; bedoelt u {2}?</translation>
    </message>
    <message>
        <source>{0} in {1} is not known; the keys are {2}.</source>
        <translation>{0} in {1} is onbekend; de sleutels zijn {2}.</translation>
    </message>
    <message>
        <source>{0} cannot be written: the disk is full.</source>
        <translation>{0} kan niet worden geschreven: de schijf is vol.</translation>
    </message>
    <message>
        <source>{0} cannot be written: the disk is read-only.</source>
        <translation>{0} kan niet worden geschreven: de schijf is alleen-lezen.</translation>
    </message>
    <message>
        <source>{0} cannot be written: no permission, or another program has it open.</source>
        <translation>{0} kan niet worden geschreven: geen toestemming, of een ander programma heeft het open.</translation>
    </message>
    <message>
        <source>{0} cannot be written: the name is too long.</source>
        <translation>{0} kan niet worden geschreven: de naam is te lang.</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>{0} kan niet worden geschreven: {1}.</translation>
    </message>
    <message>
        <source>{0} would be written over the photo it is made from.</source>
        <translation>{0} zou over de foto worden geschreven waarvan het is gemaakt.</translation>
    </message>
    <message>
        <source>{0} is empty (0 bytes). Copy it again.</source>
        <translation>{0} is leeg (0 bytes). Kopieer het opnieuw.</translation>
    </message>
    <message>
        <source>{0} is not a JPEG, PNG, HEIC, WebP, TIFF or BMP photo.</source>
        <translation>{0} is geen foto in JPEG, PNG, HEIC, WebP, TIFF of BMP.</translation>
    </message>
    <message>
        <source>{0} is an AVIF photo, which cannot be written without loss. Save it as PNG first.</source>
        <translation>{0} is een AVIF-foto, die niet zonder verlies geschreven kan worden. Sla hem eerst op als PNG.</translation>
    </message>
    <message>
        <source>{0} is cut short or damaged. Copy it again.</source>
        <translation>{0} is beschadigd of houdt halverwege op. Kopieer het opnieuw.</translation>
    </message>
    <message>
        <source>{0} is animated or has several pages, which would be published unseen.</source>
        <translation>{0} beweegt of heeft meer pagina&apos;s, die ongezien gepubliceerd zouden worden.</translation>
    </message>
    <message>
        <source>{0} has {1} megapixels; at most {2} can be handled.</source>
        <translation>{0} heeft {1} megapixels; ten hoogste {2} kunnen worden verwerkt.</translation>
    </message>
    <message>
        <source>{0} is of a rare kind that cannot be handled ({1}).</source>
        <translation>{0} is van een zeldzame soort die niet kan worden verwerkt ({1}).</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} kan niet worden gelezen: {1}.</translation>
    </message>
    <message>
        <source>{0} is not there any more.</source>
        <translation>{0} is er niet meer.</translation>
    </message>
    <message>
        <source>{0} cannot be read: no permission.</source>
        <translation>{0} kan niet worden gelezen: geen toegang.</translation>
    </message>
    <message>
        <source>{0} is too large for the memory at hand.</source>
        <translation>{0} is te groot voor het beschikbare geheugen.</translation>
    </message>
    <message>
        <source>{0} is not a record of boxes.</source>
        <translation>{0} is geen bestand met kaders.</translation>
    </message>
    <message>
        <source>The obfuscation kernel has the size {0}; it must be an odd number, such as {1}.</source>
        <translation>De vervaging heeft de grootte {0}; het moet een oneven getal zijn, zoals {1}.</translation>
    </message>
    <message>
        <source>The obfuscation kernel has the sigma {0}; it must be above 0.</source>
        <translation>De vervaging heeft de sigma {0}; die moet boven 0 zijn.</translation>
    </message>
    <message>
        <source>The obfuscation kernel “{0}” is not three numbers with commas between them, such as 21,2,9.</source>
        <translation>De vervaging “{0}” bestaat niet uit drie getallen met komma’s ertussen, zoals 21,2,9.</translation>
    </message>
    <message>
        <source>“{0}” is not a kind of photo that can be read; choose from {1}.</source>
        <translation>“{0}” is geen soort foto die gelezen kan worden; kies uit {1}.</translation>
    </message>
    <message>
        <source>The face threshold is {0}; it must be {1} to {2}.</source>
        <translation>De drempel voor gezichten is {0}; het moet {1} tot {2} zijn.</translation>
    </message>
    <message>
        <source>The plate threshold is {0}; it must be {1} to {2}.</source>
        <translation>De drempel voor kentekens is {0}; het moet {1} tot {2} zijn.</translation>
    </message>
    <message>
        <source>The box scale is {0}; it must be {1} to {2}.</source>
        <translation>De schaal van de kaders is {0}; het moet {1} tot {2} zijn.</translation>
    </message>
    <message>
        <source>The suffix “{0}” holds a character that a file name cannot have.</source>
        <translation>“{0}” bevat een teken dat niet in een bestandsnaam kan.</translation>
    </message>
    <message>
        <source>{0} is not in the folder of the photos.</source>
        <translation>{0} staat niet in de map met foto&apos;s.</translation>
    </message>
    <message>
        <source>Neither faces nor plates are to be hidden.</source>
        <translation>Er zijn geen gezichten en geen kentekens gekozen.</translation>
    </message>
    <message>
        <source>The job cannot be stored in {0}: the disk is full.</source>
        <translation>De opdracht kan niet worden bewaard in {0}: de schijf is vol.</translation>
    </message>
    <message>
        <source>The job cannot be stored in {0} ({1}).</source>
        <translation>De opdracht kan niet worden bewaard in {0} ({1}).</translation>
    </message>
    <message>
        <source>This job is open in another window or program; close it there first.</source>
        <translation>Deze opdracht is open in een ander venster of programma; sluit hem daar eerst.</translation>
    </message>
    <message>
        <source>What is known of this job cannot be read: {0} is damaged.</source>
        <translation>Wat van deze opdracht bekend is kan niet worden gelezen: {0} is beschadigd.</translation>
    </message>
    <message>
        <source>This job was made by a newer version of the program; open it with that one.</source>
        <translation>Deze opdracht is met een nieuwere versie gemaakt; open hem daarmee.</translation>
    </message>
    <message>
        <source>It is not clear what {0} finds: put the word “face” or “plate” into its name.</source>
        <translation>Het is niet duidelijk wat {0} vindt: zet het woord “face” of “plate” in de naam.</translation>
    </message>
    <message>
        <source>{0} is not a model card that can be used ({1}).</source>
        <translation>{0} is geen bruikbare modelkaart ({1}).</translation>
    </message>
    <message>
        <source>The network {0} fails on this photo.</source>
        <translation>Het netwerk {0} faalt op deze foto.</translation>
    </message>
    <message>
        <source>{0} cannot be run, or its answers have another form.</source>
        <translation>{0} werkt niet, of de antwoorden hebben een andere vorm.</translation>
    </message>
    <message>
        <source>{0} is cut short. Download or copy it again.</source>
        <translation>{0} houdt halverwege op. Download of kopieer het opnieuw.</translation>
    </message>
    <message>
        <source>{0} is not a detector: its graph lacks “{1}”.</source>
        <translation>{0} is geen detector: “{1}” ontbreekt.</translation>
    </message>
    <message>
        <source>{0} is not a frozen graph: its weights are in other files.</source>
        <translation>{0} is geen bevroren netwerk: de gewichten staan in andere bestanden.</translation>
    </message>
    <message>
        <source>{0} is refused: it holds “{1}”, which a detector has no need of.</source>
        <translation>{0} is geweigerd: het bevat “{1}”, wat een detector niet nodig heeft.</translation>
    </message>
    <message>
        <source>{0} does not take photos of 8 bits per colour as “{1}”.</source>
        <translation>{0} neemt geen foto&apos;s van 8 bits per kleur als “{1}”.</translation>
    </message>
    <message>
        <source>{0} is not a TensorFlow graph.</source>
        <translation>{0} is geen TensorFlow-netwerk.</translation>
    </message>
    <message>
        <source>It is not clear what {0} finds: it lacks “{1}”. Put the word “face” or “plate” into its name.</source>
        <translation>Het is niet duidelijk wat {0} vindt: “{1}” ontbreekt. Zet het woord “face” of “plate” in de naam.</translation>
    </message>
    <message>
        <source>{0} is damaged. Download or copy it again.</source>
        <translation>{0} is beschadigd. Download of kopieer het opnieuw.</translation>
    </message>
    <message>
        <source>{0} is not a detector: “{1}” is of type {2}, not {3}.</source>
        <translation>{0} is geen detector: “{1}” is van het type {2}, niet {3}.</translation>
    </message>
    <message>
        <source>{0} is not a TensorFlow Lite network.</source>
        <translation>{0} is geen TensorFlow Lite-netwerk.</translation>
    </message>
    <message>
        <source>{0} is not a network of the kind that is used here: its answers have another shape.</source>
        <translation>{0} is geen netwerk van de soort die hier gebruikt wordt: de antwoorden hebben een andere vorm.</translation>
    </message>
    <message>
        <source>A cluster needs Dask, which is not installed: pip install {0}</source>
        <translation>Voor een cluster is Dask nodig, en dat is niet geïnstalleerd: pip install {0}</translation>
    </message>
    <message>
        <source>There is no Dask scheduler with workers at {0} ({1}); check the address.</source>
        <translation>Op {0} is geen Dask-scheduler met workers ({1}); controleer het adres.</translation>
    </message>
    <message>
        <source>{0} is no cluster: write {1}, for 4 workers here.</source>
        <translation>{0} is geen cluster: schrijf {1} voor 4 workers op deze computer.</translation>
    </message>
    <message>
        <source>{0} could not be done: every worker that tried it died.</source>
        <translation>{0} kon niet worden gedaan: elke worker die het probeerde, viel uit.</translation>
    </message>
    <message>
        <source>The cluster is gone; start it again, and go on with --resume.</source>
        <translation>Het cluster is weg; start het opnieuw en ga verder met --resume.</translation>
    </message>
    <message>
        <source>A worker of the cluster has another version of the program or other networks; install the same on all machines.</source>
        <translation>Een worker van het cluster heeft een andere versie van het programma of andere netwerken; installeer op alle computers hetzelfde.</translation>
    </message>
    <message>
        <source>{0} is damaged or cut short. Download or copy it again.</source>
        <translation>{0} is beschadigd of houdt halverwege op. Download of kopieer het opnieuw.</translation>
    </message>
    <message>
        <source>{0} cannot be run here.</source>
        <translation>{0} werkt hier niet.</translation>
    </message>
    <message>
        <source>{0} cannot be run here because of its operation “{1}”.</source>
        <translation>{0} werkt hier niet vanwege de bewerking “{1}”.</translation>
    </message>
    <message>
        <source>{0} is not a network of the kind that is used here: it lacks “{1}”.</source>
        <translation>{0} is geen netwerk van de soort die hier gebruikt wordt: “{1}” ontbreekt.</translation>
    </message>
    <message>
        <source>{0} is not a network of the kind that is used here: “{1}” is of type {2}, not {3}.</source>
        <translation>{0} is geen netwerk van de soort die hier gebruikt wordt: “{1}” is van het type {2}, niet {3}.</translation>
    </message>
    <message>
        <source>{0} is too large for a network: {1:.1f} GB; {2:.0f} GB is the most.</source>
        <translation>{0} is te groot voor een netwerk: {1:.1f} GB; {2:.0f} GB is het meeste.</translation>
    </message>
    <message>
        <source>The network {0} cannot be read: {1}.</source>
        <translation>Het netwerk {0} kan niet worden gelezen: {1}.</translation>
    </message>
    <message>
        <source>{0} is empty. Download or copy it again.</source>
        <translation>{0} is leeg. Download of kopieer het opnieuw.</translation>
    </message>
    <message>
        <source>{0} is a web page and not a network: its download failed. Download it again.</source>
        <translation>{0} is een webpagina en geen netwerk: het downloaden is mislukt. Download het opnieuw.</translation>
    </message>
    <message>
        <source>{0} is not the file that {1} describes. Download or copy both again.</source>
        <translation>{0} is niet het bestand dat {1} beschrijft. Download of kopieer beide opnieuw.</translation>
    </message>
    <message>
        <source>{0}, which comes with the program, is missing. Install it again.</source>
        <translation>{0}, dat bij het programma hoort, ontbreekt. Installeer het opnieuw.</translation>
    </message>
    <message>
        <source>{0} needs TensorFlow, which only the large installer of Anonymizer has (the file whose name ends in “large-setup.exe”): run it, then choose {0} again.</source>
        <translation>{0} heeft TensorFlow nodig, dat alleen in het grote installatieprogramma van Anonymizer zit (het bestand waarvan de naam op “large-setup.exe” eindigt): voer dat uit en kies {0} daarna opnieuw.</translation>
    </message>
    <message>
        <source>{0} is of another version than {1}. Install the program again.</source>
        <translation>{0} is van een andere versie dan {1}. Installeer het programma opnieuw.</translation>
    </message>
    <message>
        <source>{0} is not a network: its name must end in {1} or {2}.</source>
        <translation>{0} is geen netwerk: de naam moet eindigen op {1} of {2}.</translation>
    </message>
    <message>
        <source>There is no folder or network file {0}.</source>
        <translation>Er is geen map of netwerkbestand {0}.</translation>
    </message>
    <message>
        <source>The folder {0} holds neither {1} and {2} nor another network.</source>
        <translation>De map {0} bevat noch {1} en {2}, noch een ander netwerk.</translation>
    </message>
    <message>
        <source>The folder {0} holds {1} networks: name the file itself.</source>
        <translation>De map {0} bevat {1} netwerken: kies het bestand zelf.</translation>
    </message>
    <message>
        <source>What was known of this job is damaged: it is kept as {0}, and the job starts from the beginning.</source>
        <translation>Wat van deze opdracht bekend was is beschadigd: het is bewaard als {0}, en de opdracht begint opnieuw.</translation>
    </message>
    <message>
        <source>This job was reviewed before: what was said then is kept as {0}, and the job starts from the beginning.</source>
        <translation>Deze opdracht is al eerder nagekeken: dat is bewaard als {0}, en de opdracht begint opnieuw.</translation>
    </message>
    <message>
        <source>{0} cannot be removed ({1}).</source>
        <translation>{0} kan niet worden verwijderd ({1}).</translation>
    </message>
    <message>
        <source>{0} cannot be given another name ({1}).</source>
        <translation>{0} kan geen andere naam krijgen ({1}).</translation>
    </message>
    <message>
        <source>{0} could not be done: an unexpected fault; see the log.</source>
        <translation>{0} is niet gelukt: een onverwachte fout; zie het logboek.</translation>
    </message>
    <message>
        <source>There is no folder {0}; check its name.</source>
        <translation>Er is geen map {0}; controleer de naam.</translation>
    </message>
    <message>
        <source>{0} is a file; choose the folder that it is in.</source>
        <translation>{0} is een bestand; kies de map waarin het staat.</translation>
    </message>
    <message>
        <source>{0} is a file; choose a folder for the results.</source>
        <translation>{0} is een bestand; kies een map voor de resultaten.</translation>
    </message>
    <message>
        <source>The results would go into the folder of the photos, {0}; choose another one, so that no photo is replaced.</source>
        <translation>De resultaten zouden in de map van de foto&apos;s komen, {0}; kies een andere, zodat geen foto wordt vervangen.</translation>
    </message>
    <message>
        <source>The results would go into {0}, inside the folder of the photos, and be read again next time; choose a folder outside it.</source>
        <translation>De resultaten zouden in {0} komen, binnen de map van de foto&apos;s, en de volgende keer worden meegelezen; kies een map daarbuiten.</translation>
    </message>
    <message>
        <source>Nothing can be written to {0} ({1}); choose another folder.</source>
        <translation>In {0} kan niets worden geschreven ({1}); kies een andere map.</translation>
    </message>
    <message>
        <source>The folder {0} cannot be read ({1}); ask for permission, or choose another folder.</source>
        <translation>De map {0} kan niet worden gelezen ({1}); vraag om toegang of kies een andere map.</translation>
    </message>
    <message>
        <source>The settings file {0} is no text in UTF-8; save it so.</source>
        <translation>Het instellingenbestand {0} is geen tekst in UTF-8; sla het zo op.</translation>
    </message>
    <message>
        <source>The results would go into {0}, around the folder of the photos, and could replace other photos there; choose a folder of their own.</source>
        <translation>De resultaten zouden in {0} komen, de map waar de fotomap in zit, en kunnen daar andere foto&apos;s vervangen; kies een eigen map.</translation>
    </message>
    <message>
        <source>Say which folder to use with {0} DIR; see --help.</source>
        <translation>Geef de map op met {0} MAP; zie --help.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestopt.</translation>
    </message>
    <message>
        <source>Windows cannot open {0}, because of its name; rename it.</source>
        <translation>Windows kan {0} niet openen vanwege de naam; geef het een andere naam.</translation>
    </message>
    <message>
        <source>{0} and {1} would get the same result {2}; rename one of them.</source>
        <translation>{0} en {1} zouden hetzelfde resultaat {2} krijgen; geef een ervan een andere naam.</translation>
    </message>
    <message>
        <source>The result {0} would replace a photo of the job; choose another folder for the results.</source>
        <translation>Het resultaat {0} zou een foto van de opdracht vervangen; kies een andere map voor de resultaten.</translation>
    </message>
    <message>
        <source>No {0} in {1}, but there are other photos ({2}); name their extensions too.</source>
        <translation>Geen {0} in {1}, maar wel andere foto&apos;s ({2}); noem ook hun extensies.</translation>
    </message>
    <message>
        <source>There are no photos ({0}) in {1}.</source>
        <translation>Er zijn geen foto&apos;s ({0}) in {1}.</translation>
    </message>
    <message>
        <source>An unexpected fault; see the log.</source>
        <translation>Een onverwachte fout; zie het logboek.</translation>
    </message>
    <message>
        <source>The job stopped: an unexpected fault; see the log.</source>
        <translation>De opdracht is gestopt: een onverwachte fout; zie het logboek.</translation>
    </message>
    <message>
        <source>Nothing can be written to {0}; choose another folder.</source>
        <translation>In {0} kan niets worden geschreven; kies een andere map.</translation>
    </message>
    <message>
        <source>{0} is not a whole path: begin with the drive, or choose the folder with “Browse”.</source>
        <translation>{0} is geen volledig pad: begin met de schijf, of kies de map met “Bladeren”.</translation>
    </message>
    <message>
        <source>{0} is in the folder of the results already, and may not be a result of this program; choose another folder, so that it is not replaced.</source>
        <translation>{0} staat al in de map met resultaten en is misschien geen resultaat van dit programma; kies een andere map, zodat het niet wordt vervangen.</translation>
    </message>
    <message>
        <source>{0} is new or has changed since it was looked at; start again to look at it.</source>
        <translation>{0} is nieuw of veranderd sinds er is gezocht; start opnieuw om het te doorzoeken.</translation>
    </message>
    <message>
        <source>{0} leads out of the folder of the photos; copy the photo itself into it.</source>
        <translation>{0} verwijst naar buiten de map met foto&apos;s; kopieer de foto zelf erin.</translation>
    </message>
    <message>
        <source>{0} would be written outside the folder of the results, so it is not written.</source>
        <translation>{0} zou buiten de map met resultaten terechtkomen en wordt daarom niet geschreven.</translation>
    </message>
    <message>
        <source>{0} is there already and is no report; give it another name.</source>
        <translation>{0} bestaat al en is geen verslag; geef het een andere naam.</translation>
    </message>
    <message>
        <source>{0} is not a report of this program.</source>
        <translation>{0} is geen verslag van dit programma.</translation>
    </message>
    <message>
        <source>{0} was changed after it was written, from row {1} on, or is cut short.</source>
        <translation>{0} is gewijzigd nadat het geschreven was, vanaf rij {1}, of is niet compleet.</translation>
    </message>
    <message>
        <source>{0} was changed after it was written, or is cut short.</source>
        <translation>{0} is gewijzigd nadat het geschreven was, of is niet compleet.</translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation>{0} is er niet.</translation>
    </message>
    <message>
        <source>{0} is not the result that was written.</source>
        <translation>{0} is niet het resultaat dat geschreven is.</translation>
    </message>
    <message>
        <source>{0} is not the photo that was looked at.</source>
        <translation>{0} is niet de foto die doorzocht is.</translation>
    </message>
    <message>
        <source>The report speaks of {0}, which is outside the folder: it is not opened.</source>
        <translation>Het verslag noemt {0}, dat buiten de map ligt: dat wordt niet geopend.</translation>
    </message>
    <message>
        <source>There is nothing to export: no photo was corrected or reviewed by hand yet.</source>
        <translation>Er valt niets te exporteren: er is nog geen foto met de hand verbeterd of nagekeken.</translation>
    </message>
    <message>
        <source>{0} already holds other labels (coco.json); choose another folder.</source>
        <translation>{0} bevat al andere labels (coco.json); kies een andere map.</translation>
    </message>
    <message>
        <source>Choose a folder outside {0}, so that the corrections do not get among the photos.</source>
        <translation>Kies een map buiten {0}, zodat de verbeteringen niet tussen de foto&apos;s komen.</translation>
    </message>
    <message>
        <source>{0} has changed since it was looked at, so its boxes no longer belong to it.</source>
        <translation>{0} is veranderd sinds de foto doorzocht is; de kaders horen er niet meer bij.</translation>
    </message>
    <message>
        <source>The result {0} could not be read again after it was written, so it was removed.</source>
        <translation>Het resultaat {0} was na het schrijven niet te lezen en is daarom verwijderd.</translation>
    </message>
    <message>
        <source>The result {0} has another size than the photo, so it was removed.</source>
        <translation>Het resultaat {0} heeft een andere grootte dan de foto en is daarom verwijderd.</translation>
    </message>
    <message>
        <source>The result {0} does not hide everything that it should, so it was removed.</source>
        <translation>Het resultaat {0} verbergt niet alles wat het moet verbergen en is daarom verwijderd.</translation>
    </message>
    <message>
        <source>What was known of this job is damaged: it is kept as {0}. The job starts from the beginning, with what was said by hand, as far as that could still be read; check it in the review.</source>
        <translation>Wat van deze opdracht bekend was is beschadigd: het is bewaard als {0}. De opdracht begint opnieuw, met wat met de hand gedaan is, voor zover dat nog te lezen was; controleer dat bij het nakijken.</translation>
    </message>
    <message>
        <source>The folder of the results, {0}, is gone; bring it back, or start the job again.</source>
        <translation>De map met resultaten, {0}, is er niet meer; zet hem terug of begin de opdracht opnieuw.</translation>
    </message>
    <message>
        <source>{0} cannot be written: the folder of the results is gone.</source>
        <translation>{0} kan niet geschreven worden: de map met resultaten is er niet meer.</translation>
    </message>
    <message>
        <source>{0} is not there; check its name.</source>
        <translation>{0} is er niet; controleer de naam.</translation>
    </message>
    <message>
        <source>These photos are on several drives; take those of one drive at a time.</source>
        <translation>Deze foto&apos;s staan op verschillende schijven; neem die van één schijf tegelijk.</translation>
    </message>
    <message>
        <source>{0} is refused: its value “{1}” is of a wrong type.</source>
        <translation>{0} wordt geweigerd: de waarde “{1}” heeft een verkeerd type.</translation>
    </message>
    <message>
        <source>{0} is refused: its value “{1}” is far too large.</source>
        <translation>{0} wordt geweigerd: de waarde “{1}” is veel te groot.</translation>
    </message>
    <message>
        <source>{0} is refused: TensorFlow does not survive opening it.</source>
        <translation>{0} wordt geweigerd: TensorFlow overleeft het openen niet.</translation>
    </message>
    <message>
        <source>There is no room for the list of photos in the folder for temporary files ({0}).</source>
        <translation>In de map voor tijdelijke bestanden is geen plaats voor de lijst met foto&apos;s ({0}).</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Not looked at yet</source>
        <translation>Nog niet bekeken</translation>
    </message>
    <message>
        <source>Looked at, not saved</source>
        <translation>Doorzocht, niet opgeslagen</translation>
    </message>
    <message>
        <source>Reviewed, not saved</source>
        <translation>Nagekeken, niet opgeslagen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Opgeslagen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Mislukt</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Door</translation>
    </message>
    <message>
        <source>faces from a score of {score}</source>
        <translation>gezichten vanaf een score van {score}</translation>
    </message>
    <message>
        <source>number plates from a score of {score}</source>
        <translation>kentekens vanaf een score van {score}</translation>
    </message>
    <message>
        <source>soft mosaic</source>
        <translation>zacht mozaïek</translation>
    </message>
    <message>
        <source>blur, as the older tool</source>
        <translation>vervagen, zoals de oude tool</translation>
    </message>
    <message>
        <source>one colour</source>
        <translation>één kleur</translation>
    </message>
    <message>
        <source>{scale} times the box</source>
        <translation>{scale} keer het kader</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gevonden</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Verborgen</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Met de hand</translation>
    </message>
    <message>
        <source>SHA-256 of photo and result</source>
        <translation>SHA-256 van foto en resultaat</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>Totalen</translation>
    </message>
    <message>
        <source>Networks and thresholds</source>
        <translation>Netwerken en drempels</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>Zegel</translation>
    </message>
    <message>
        <source>Report on hidden faces and number plates</source>
        <translation>Verslag van verborgen gezichten en kentekens</translation>
    </message>
    <message>
        <source>This report tells what was done with each photo. Nothing of a photo is in it. The SHA-256 of a file is a number that changes with every change of the file, so it tells later whether a photo or a result is still the same one.</source>
        <translation>In dit verslag staat wat er met elke foto is gedaan. Van de foto&apos;s zelf staat er niets in. De SHA-256 van een bestand is een getal dat bij elke wijziging van het bestand verandert. Daaraan is later te zien of een foto of resultaat nog hetzelfde is.</translation>
    </message>
    <message>
        <source>Keep this seal somewhere else too, for instance in an e-mail: whoever has it can tell later whether the whole report was made anew. Every smaller change is found by the command</source>
        <translation>Bewaar dit zegel ook ergens anders, bijvoorbeeld in een e-mail: wie het heeft, kan later zien of het hele verslag opnieuw is gemaakt. Elke kleinere wijziging wordt gevonden door het commando</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Foto&apos;s</translation>
    </message>
    <message>
        <source>Reviewed by a person</source>
        <translation>Door iemand nagekeken</translation>
    </message>
    <message>
        <source>Faces found</source>
        <translation>Gezichten gevonden</translation>
    </message>
    <message>
        <source>Number plates found</source>
        <translation>Kentekens gevonden</translation>
    </message>
    <message>
        <source>Faces hidden</source>
        <translation>Gezichten verborgen</translation>
    </message>
    <message>
        <source>Number plates hidden</source>
        <translation>Kentekens verborgen</translation>
    </message>
    <message>
        <source>Boxes added by hand</source>
        <translation>Kaders met de hand toegevoegd</translation>
    </message>
    <message>
        <source>Boxes removed by hand</source>
        <translation>Kaders met de hand verwijderd</translation>
    </message>
    <message>
        <source>Boxes moved by hand</source>
        <translation>Kaders met de hand verplaatst</translation>
    </message>
    <message>
        <source>faces: {faces}, plates: {plates}</source>
        <translation>gezichten: {faces}, kentekens: {plates}</translation>
    </message>
    <message>
        <source>{added} added, {removed} removed, {moved} moved</source>
        <translation>{added} toegevoegd, {removed} verwijderd, {moved} verplaatst</translation>
    </message>
    <message>
        <source>Reviewed {time}</source>
        <translation>Nagekeken {time}</translation>
    </message>
    <message>
        <source>Folder of the photos</source>
        <translation>Map met foto&apos;s</translation>
    </message>
    <message>
        <source>Folder of the results</source>
        <translation>Map met resultaten</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Gemaakt met</translation>
    </message>
    <message>
        <source>How it is hidden</source>
        <translation>Manier van verbergen</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>Face</source>
        <translation>Gezicht</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>Kenteken</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wacht</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Na te kijken</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Nagekeken</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Opgeslagen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Mislukt</translation>
    </message>
    <message>
        <source>{n} face</source>
        <translation>{n} gezicht</translation>
    </message>
    <message>
        <source>{n} faces</source>
        <translation>{n} gezichten</translation>
    </message>
    <message>
        <source>{n} plate</source>
        <translation>{n} kenteken</translation>
    </message>
    <message>
        <source>{n} plates</source>
        <translation>{n} kentekens</translation>
    </message>
    <message>
        <source>Soft mosaic</source>
        <translation>Zacht mozaïek</translation>
    </message>
    <message>
        <source>Blur, as the older tool</source>
        <translation>Vervagen, zoals de oude tool</translation>
    </message>
    <message>
        <source>Solid</source>
        <translation>Effen vlak</translation>
    </message>
    <message>
        <source>Repeats the older tool. Large faces can still be recognised, and plates read.</source>
        <translation>Doet wat de oude tool deed. Grote gezichten blijven herkenbaar en kentekens leesbaar.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min {s} s</source>
        <translation>{n} min {s} s</translation>
    </message>
    <message>
        <source>{n} h {m} min</source>
        <translation>{n} u {m} min</translation>
    </message>
    <message>
        <source>a minute</source>
        <translation>een minuut</translation>
    </message>
    <message>
        <source>{n} minute</source>
        <translation>{n} minuut</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} minuten</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} uur</translation>
    </message>
</context>
</TS>
