// What is reported to go wrong, and what only sounds like it.
#include "dimensions/evidence.h"

namespace evenset {
namespace {

constexpr Cue
    kCues
        [] =
            {
                cue(Ask::error,
                    R"(\b(?:get|gets|getting|got|gives?|giving|gave|throws?|throwing|threw|returns?|returned|returning|shows?|showing|seeing|saw|receive|receiving|received|reports?|hit|hitting|raises?|logs?|says?|said|displays?|displaying|ends? in|ended in|with|there's) (?:me |us |back )?(?:a |an |the |this |some |that |constant |random |random |'|")?@some(?:errors?|exceptions?|traceback|failures?|timeouts?|error message)\b)"),
                cue(Ask::error,
                    R"(\b(?:errors?|exception|failure)(?: message)?(?: code)?(?: \w+)?(?::| when i| when we| while| after| every time| since)\b?)"),
                cue(Ask::error,
                    R"(\b(?:get|gets|getting|got|gives?|returns?|returning|returned|receive|receiving|seeing|with|throws?|fails with|keeps? \w+) (?:me |us |back |a |an |the |http |status |code |error |constant |random )*[45]\d\ds?\b)"),
                cue(Ask::error,
                    R"(\b[45]\d\d (?:errors?|unauthori[sz]ed|forbidden|bad request|not found|too many requests|internal|service|bad gateway|conflict|response)\b)"),
                cue(Ask::error,
                    R"(\b(?:\w+error|\w+exception|err_\w+|econn\w+|enoent|e\d{2,3}|err-\d+|segfault|segmentation fault|core dumped|stack ?trace|traceback|out of memory|oom|access denied|permission denied|connection refused|no such file|not found:|panic:|fatal:|blue screen)\b)"),
                cue(Ask::fails,
                    R"(\b(?:fails|failing|crashes|crashing|crashed|hangs|hanging|freezes|freezing|froze|stalls|stalled|stalling|errors out|erroring|timing out|times out|timed out|disconnects|disconnecting|overheats|overheating|leaking|diverges|diverging|overfitting|glitching|glitchy|unresponsive|malfunctioning|bricked|flickering|flickers|vanished|disappeared|disappears|disappearing|jams|jammed|rattles|rattling|squeaks|squeaking|stopped|keeps|gets stuck|got stuck|stops (?:at|with|after|every|again|each|in)|drops (?:in|at|after|again|overnight)|vanishes|exits|exited|loses (?:about|its|the|my|our)|drains|is stuck|are stuck|goes (?:offline|blank|dark|down|dead|black)|went (?:offline|blank|dark|down|dead|black|missing)|dropped off|drops (?:out|off|the|every)|won't|refuses to|acting up|acting weird|lagging|lags|broke|died|dies|is dead|is down|is broken|are broken|tripped|trips|spikes|spiked|plummeted|crawling|unusable|all over the place|out of sync|drifts|drifting)\b)"),
                cue(Ask::fails,
                    R"(\bfailed (?:to|with|after|at|on|during|again|twice|when|because|halfway|\n)|\b(?:has|have|just|it|always|also|both|they|that) failed\b)"),
                cue(Ask::fails_adjective,
                    R"(\b(?:failed|broken|rejected|declined|denied|refused|bounced|stuck|frozen|disconnected|corrupt|corrupted|damaged|cracked|missing|offline|lost|delayed|late|blinking|blinks|flashing|flashes|beeping|beeps|leaks|noise|noisy|loud|dead|defective|faulty|blank|slow|sluggish|laggy|red light|smell|grinding|skipping|drain(?:s|ing)|unexpected(?:ly)?|weird|strange|odd|garbled|duplicate[ds]?)\b)"),
                cue(Ask::not_doing,
                    R"((?:\bnot|n't|\bnever|\bstopped|\bstops|\bquit|\bkeeps?|\bkept|\bstarted) (?:on |even |actually |really |being |always |suddenly |properly |correctly )?@ing\b)"),
                cue(Ask::will_not,
                    R"((?:\b(?:will|does|do|did|would|can|could|has|have|is|are) not|\b(?:wo|does|do|did|would|ca|could)n't|\b(?:wont|doesnt|didnt|cant|cannot)|\brefuses to|\bfails to|\bfailed to|\bunable to|\bnot able to|\bnever) (?:seem to |even |actually |properly |always |want to |let (?:me|us|it|anyone) |allow (?:me|us) to |just |ever |be able to |longer |get (?:it|them) to |manage to )?@act\b)"),
                cue(Ask::deviates,
                    R"(\b(?:slower|higher|lower|longer|hotter|louder|less|fewer|more|worse|weaker|bigger|smaller|shorter|warmer|colder|different)(?: (?:@w )?@w)? than (?:usual|expected|before|normal|it should|they should|advertised|promised|i expected|we expected|what (?:i|we|it|the|was)|last (?:month|week|year)|yesterday|it used|quoted|agreed|the (?:quote|spec|quoted)))"),
                cue(Ask::deviates,
                    R"(\b(?:went|gone|going|goes|something's|something is|what's|what is|somethings|anything) wrong\b|\b(?:wrong|off) with (?:my|the|our|this|it)\b)"),
                cue(Ask::deviates,
                    R"(\b(?:shows?|showing|displays?|gives?|giving|returns?|reads?|says?|getting|got|sends?|sent|receiving|received|delivered|reports?|comes? (?:out|up|back)|came (?:out|up|back)|looks?|look|arrived|prints?|outputs?|stays?|remains?|turned|turns) (?:me |us |up |the |a |an |as |completely |only |all |just )*(?:wrong|incorrect|different|duplicates?|duplicated|empty|blank|zero|zeros|0|null|stale|outdated|negative|garbage|gibberish|nothing|nan|inf|damaged|broken|missing|half|weird|garbled|upside|twice|red|grey|gray|offline|black|pending|stuck|cracked|late)\b)"),
                cue(Ask::deviates,
                    R"(\b(?:is|are|was|were|'s|been) (?:just |always |still |all |completely |suddenly |showing |way |far |much )?(?:too slow|too hot|too loud|so slow|so high|so low|very slow|really slow|super slow|painfully slow|extremely slow|unusually|blank|empty|wrong|incorrect|off by|stale|duplicated|damaged|gone|sluggish|out of date|garbled|cracked|frozen|unresponsive|spiking|higher|lower|slower|not right|taking (?:forever|ages|too long|so long)|too (?:high|low))\b)"),
                cue(Ask::deviates,
                    R"(\bcharged (?:me |us |my card )?(?:twice|double|again|three times|for|extra|more|the wrong|even)|\bdouble[- ](?:charge|bill)\w*|\bbilled (?:me |us )?(?:twice|again|for|after|even)|\bovercharged|\b(?:two|double|duplicate|unexpected|extra|strange|unknown) charges?\b)"),
                cue(Ask::deviates,
                    R"(\bnever (?:arrived|came|received|got|showed|shows|finishes|completes|loads|updates|turned|went|reaches|ends)\b|\b(?:haven't|have not|hasn't|has not|didn't|did not|don't) (?:yet |ever |even )?(?:received|got|gotten|arrived|come|shown|updated|receive|get|shipped|heard)\b)"),
                cue(Ask::deviates,
                    R"(\bstill (?:not|no|shows?|showing|says|getting|get|waiting|pending|doesn't|can't|isn't|hasn't|haven't|won't|nothing|fails|failing|broken|slow|stuck|see|seeing|being|the same)\b|\b(?:has|have) (?:my|our|the) (?:@w )?(?:@w )?gone\b|\b(?:is|are) (?:just |simply |suddenly )?not (?:there|here)\b|\b(?:ordered|booked|paid for) @some[^\n]got\b|\bnothing (?:happens|happened|shows|appears|works|changes|comes|helps|arrived)\b)"),
                cue(Ask::deviates,
                    R"(\bno longer (?:work|load|open|connect|show|appear|sync|respond|update|charge|turn|receive|send|see|get)\w*|\binstead of (?:the )?(?:expected|what|showing|returning|being)|\bbut (?:it|they|the @w|my @w|nothing|now it|that) (?:@w )?(?:never|not|isn't|aren't|doesn't|don't|didn't|won't|wasn't|still|keeps?|only|says|shows|just|happen\w*|came|comes|got|is|are|was|stays)\b)"),
                cue(Ask::trouble,
                    R"(\b(?:problems?|issues?|trouble|troubles|bug|glitch|difficult(?:y|ies)) (?:with (?:my|our|the|a|this)|when i|while|after|connecting|getting|logging|loading|signing|setting|uploading|where|is|i'm|we're)\b)"),
                cue(Ask::trouble,
                    R"(\b(?:having|have|had|facing|experiencing|ran into|running into|run into|encountering|seeing|got) @some(?:problems?|issues?|trouble|bugs?|glitch(?:es)?|difficult(?:y|ies))\b|\b(?:keep|keeps|kept) (?:on )?(?:getting|losing|failing|crashing|dropping|asking|saying|\w+ing)\b|\bstruggling (?:to|with)\b|\bhelp!|\bis it a bug\b|\bis this a bug\b)"),
                cue(Ask::fix,
                    R"(\bhow (?:do|can|should|could|would|to)(?: i| we| you)? (?:@w )?(?:fix|resolve|solve|troubleshoot|debug|repair|get rid of|diagnose|unstick|unbrick|stop (?:it|this|that|the|my|them)|get (?:it|this|them) (?:working|to work|back))\b)"),
                cue(Ask::fix,
                    R"(\b(?:fix|resolve|solve|repair|cure) (?:this|it|that|the (?:issue|problem|error)|my)\b|\bwhat (?:can|should|could|do) (?:i|we) (?:do|check|try|look at)(?: about| next| now|\?| first)|\bwhat am i (?:doing wrong|missing)\b|\b(?:what's|what is|what could be|what might be|what would be|whats) (?:going on|happening|causing|wrong|the cause|the reason|the matter|up with|likely wrong|the problem|the issue)\b|\bany (?:ideas?|clue|thoughts) (?:why|what|how to fix|on why)\b|\banyone know why\b|\bwhat (?:causes|caused|is causing)\b|\bwhat (?:could|can|would|might) (?:make|cause)\b|\n(?:why|bug|what now)\?|\bis (?:it|this|that|my \w+) (?:broken|faulty|defective|normal|a bug|down)\b)"),
                cue(Ask::why_mine,
                    R"(\bwhy (?:is|are|was|were|did|has|have|won't|isn't|aren't|can't|doesn't|don't|didn't|does|do|would|hasn't|wasn't) (?:all |both |some of |none of |half |only )?(?:my|our)\b|\bwhy (?:am|can't|was|did|won't|were|couldn't|didn't|aren't) (?:i|we)\b|\bwhy (?:does|do|is|are|did|won't|can't|isn't|doesn't) (?:it|this|that|they) (?:keep|say|show|take|fail|stop|crash|always|only|not|still|so|give|throw|keeps|suddenly)\b)"),
                cue(Ask::why_the,
                    R"(\bwhy (?:is|are|did|has|have|was|were|won't|isn't|aren't|can't|doesn't|don't|does|do|hasn't) (?:the|this|that|it|one|some|these|those|every|every|all)\b)"),
                cue(Ask::since,
                    R"(\b(?:since|after|ever since|following) @some(?:update|updating|updated|upgrade|upgrading|upgraded|yesterday|restart|restarting|moving|switching|migrat\w+|installing|reinstalling|changing|replacing|morning|night|week|monday|tuesday|wednesday|thursday|friday|weekend|reboot|deploy|release|power cut|power outage|maintenance|firmware|change)\b|\ball of a sudden|\bsuddenly\b|\bout of nowhere\b|\brandomly\b|\bintermittent(?:ly)?\b|\b(?:each|every) (?:time|night|day|morning|hour)\b|\b(?:second|third|fourth|fifth) time\b|\bsince (?:@w )?@w\.?\n|\bsome(?:times| users)\b|\b(?:yet|although|even though|but) (?:the|it|we|nobody|nothing)\b|\b(?:every|each) time (?:i|we|it)\b|\bas soon as (?:i|we)\b|\b(?:worked|was working|were working|used to work|was fine|were fine) (?:fine|yesterday|until|before|last|ok|great)|\buntil (?:yesterday|today|this morning|last week)|\b(?:i|we)(?:'ve| have)? (?:already )?(?:tried|restarted|rebooted|reinstalled|checked|reset) )"),
                cue(Ask::hypothetical,
                    R"(\b(?:alert\w*|notif\w+|e?mail(?:s|ed)?|warn(?:s|ed|ing)?|paged?|know|told|message|text me|report|policy|cover(?:s|ed|age)?|warranty|refund(?:s|ed)?|handle|retry|retries|webhook|status|log|see|detect) @some(?:when|if|whenever|that|for|in case|a failed|failed|of|on)\b|\bwhat (?:happens|would happen|will happen|if)\b|\bin case\b|\bif (?:a|an|any|one|something|someone|anything|there's)\b|\b(?:handle|retry|detect|prevent|avoid|monitor|count|list|filter|simulate|find|view) @some(?:fail\w*|errors?|timeouts?|disconnect\w*|duplicates?|missing|crash\w*|outages?)\b|\b(?:known|common) (?:issues|problems|errors|bugs)\b|\berror (?:handling|rates?|budget|codes?|logs?)\b|\bfailover\b)"),
                cue(Ask::meaning,
                    R"(\bwhat (?:does|do|did) @some(?:@w )?means?\b|\bmeaning of\b|\bwhat(?:'s| is| are) (?:an? |the )?@some(?:error|code|status|light)s?(?: code)?\?|\b(?:stand for|indicate|indicates|signify)\b)"),
};

}  // namespace

std::span<const Cue> trouble_cues() { return kCues; }

}  // namespace evenset
