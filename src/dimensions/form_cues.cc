// What form the question has: its sentence types and ways of asking.
#include "dimensions/evidence.h"

namespace evenset {
namespace {

constexpr Cue cue(Ask ask, std::string_view pattern) { return {static_cast<size_t>(ask), pattern}; }

constexpr Cue kCues[] =
    {
        cue(Ask::yes_no, R"((?:\n|, )@aux \w)"),
        cue(Ask::yes_no, R"((?:, | and | so )(?:is|are) (?:there|it|this|that)\b)"),
        cue(Ask::yes_no, R"(\b(?:wondering|wonder|know|check|confirm|tell me|ask) (?:if|whether)\b)"),
        cue(Ask::what, R"(@clause(?:what|whats|what's|what're)\b)"),
        cue(Ask::what, R"(\b(?:to|for|of|at|on|in|by) what\b)"),
        cue(Ask::which, R"(@clause(?:(?:to|for|on|in|of|from|with) )?which\b)"),
        cue(Ask::place_or_time, R"(@clause(?:who|whose|whom|when|where|where's|who's|when's)\b)"),
        cue(Ask::why, R"(\b(?:why|how come)\b)"),
        cue(Ask::how_much,
            R"(\bhow (?:much|many|long|often|far|big|large|fast|old|soon|late|high|deep|heavy|wide|accurate|secure|safe|reliable|hot|loud|quickly|frequently|likely|precise)\b)"),
        cue(Ask::how_to,
            R"(\bhow (?:do|can|should|would|could|might|must|shall|d'you|am|are) (?:@w )?@me\b)"),
        cue(Ask::how_to, R"(\bhow (?:@me (?:can|could|should|do)|do i|to|best to|would it be possible)\b)"),
        cue(Ask::how_to_what,
            R"(\bwhat(?:'s| is| are|s)? (?:the |a |your |our )?(?:@w )?(?:steps?|process|procedure|commands?|way|method|workflow|syntax|query|formula|sequence|instructions?) (?:to|for|of|that|i|we)\b)"),
        cue(Ask::how_to_what,
            R"(\b(?:steps|instructions|guide|tutorial|directions|walkthrough|procedure) (?:to|for|on) )"),
        cue(Ask::how_to_what, R"(\b(?:walk|talk|step|guide|take) (?:me|us) through\b)"),
        cue(Ask::how_to_what,
            R"(\b(?:show|teach|tell|explain to|explain) (?:me |us )?(?:how (?:to|i|we|do)|the steps)\b)"),
        cue(Ask::how_to_what,
            R"(\b(?:what|which) (?:commands?|flags?|query|formula) \w|\n(?:regex|formula|command|query|script|excel|sql|snippet|cron) [\w:]|\btell (?:me|us) how [\w])"),
        cue(Ask::how_to_what,
            R"(\bwhat (?:do|should|must) (?:i|we) (?:need to |have to )(?:do|click|press|type|enter|open|choose|set|install|run|change|send|fill)\b|\bwhat (?:do|should|must) (?:i|we) (?:do|click|press|type|enter|set) (?:to|in order|if i want|before|when)\b)"),
        cue(Ask::wh_list, R"([,;] (?:and )?(?:then )?(?:how|what|who|which|where|when) (?:\w))"),
        cue(Ask::how_works,
            R"(\bhow (?:does|do|is|are|did|was|were) (?:the|a|an|your|this|that|these|it|its|they|each|billing|[\w-]+(?:s|ing|ion)) )"),
        cue(Ask::how_works,
            R"(\bhow do you (?:all )?(?:handle|store|protect|process|calculate|charge|bill|secure|treat|define|measure|deal|ensure|use|share|price|count|keep|make sure|decide|determine|verify|train|collect|back up|support)\b)"),
        cue(Ask::how_works, R"(\bwhat happens\b)"),
        cue(Ask::order,
            R"((?:\n|, |please |kindly |you please |need you to |want you to |like you to )(?:set up|setup|configure|install|uninstall|delete|remove|cancel|change|update|upgrade|downgrade|reset|add|enable|disable|export|import|connect|deploy|implement|move|transfer|activate|deactivate|reactivate|close|reopen|reschedule|schedule|send|resend|forward|refund|return|extend|increase|raise|lower|switch|rotate|revoke|restore|recover|renew|issue|merge|invite|create|unsubscribe|unlock|block|book|order|replace|migrate|turn (?:on|off)|apply|process|generate|rename|restart|assign|convert|register|sign me|put me|put my|opt me|waive|ship|approve|verify|log me|take me|make) [\w#"])"),
        cue(Ask::order,
            R"(\b(?:can|could|would|will) you (?:help |just |also )?(?:set up|delete|remove|cancel|change|update|upgrade|downgrade|reset|add|enable|disable|move|transfer|activate|deactivate|close|reopen|reschedule|send|resend|forward|refund|extend|increase|raise|switch|restore|unlock|order|replace|migrate|turn on|turn off|apply|issue|merge|invite|unsubscribe|put|log|take|waive|book|create|fix|check|look into|unblock|void|re-?send) (?:it|me|my|our|us|this|these|that|them|the|a|today's|tomorrow's|all)\b)"),
        cue(Ask::tell,
            R"((?:\n|, |please |kindly |(?:can|could|would|will) you (?:please )?|need you to |want you to )(?:explain|describe|define|list|name|tell (?:me|us)|give (?:me|us)|share|clarify|outline|provide|let me know|state|mention|remind me|detail|show me (?:the|all|what|which)|point me|confirm|identify)\b)"),
        cue(Ask::tell, R"(\b(?:explanation|overview|definition|list) of\b)"),
        cue(Ask::tell,
            R"(\b(?:i|we)(?:'d| would)? (?:like|want|need|love) to (?:know|understand|learn|confirm|find out|hear|check)\b)"),
        cue(Ask::tell,
            R"(\b(?:curious|wondering|question) (?:about|what|which|when|where|who|why|how|if|whether)\b)"),
        cue(Ask::wants,
            R"(\b(?:i|we)(?:'d like| would like| want| need) (?:the|a|an|my|our|it|everything|all|this|to have|one|\d) )"),
        cue(Ask::wants,
            R"(\b(?:i|we)(?:'m|'re| am| are)? (?:want|need|wish|wanna|intend|trying|looking|hoping|attempting|planning|going|'d like|would like|have|gotta|tryna) to\b)"),
        cue(Ask::wants, R"(\n(?:need|want|trying|looking|wanna|gotta|tryna|hoping|have) to\b)"),
        cue(Ask::wants, R"(\b(?:i'd|we'd) (?:like|love|want) to\b)"),
        cue(Ask::help_with,
            R"(\b(?:help|assist|assistance|guidance|pointers?|hand) (?:me |us )?(?:with|on|to|by|in|set|get|write|un|@w ing)\b)"),
        cue(Ask::help_with, R"(\bhelp (?:me|us) \w+)"),
        cue(Ask::code,
            R"(\b(?:write|give (?:me|us)|generate|create|provide|show (?:me|us)?|need|draft|make|compose|build) (?:me |us )?(?:a|an|the|some|me)? ?@some?(?:command|script|query|snippet|formula|function|regex|regexp|regular expression|code|curl|sql|dockerfile|config|yaml|json|one-liner|cron|bash|python|program|macro|example request|request|payload|expression|statement|workflow file|manifest|sample call|policy file|loop|class|method|handler|unit test)\b)"),
        cue(Ask::creative,
            R"(\b(?:write|compose|draft|create|make|give me|tell (?:me|us|my @w)|generate|need|come up with|invent|brainstorm|sing|suggest) (?:me |us |up )?(?:a|an|some|the|one|\d+|two|three|five|ten|catchy|your)? ?@some(?:poem|haiku|limerick|(?:bedtime |short )?story|song|lyrics|joke|essay|blog post|article|tagline|slogan|tweet|caption|speech|letter|rap|sonnet|ode|screenplay|headline|headlines|name ideas|post about|social post|linkedin post|product description|novel|riddle|toast|pun|rhyme|jingle|press release|verse|cover letter|newsletter|announcement|ad copy|social media)\b)"),
        cue(Ask::transform,
            R"((?:\n|, |please |(?:can|could|would|will) you (?:please )?)(?:translate|summari[sz]e|rewrite|paraphrase|classify|categori[sz]e|proofread|rephrase|reword|reformat|correct (?:the|this|my) (?:grammar|spelling|sentence|text|following)|extract|tag|label|shorten|condense|polish|tidy up|turn (?:this|these|the following)|convert (?:this|these|the following)|fix (?:the|this|my) (?:grammar|spelling|typos|wording|sentence)|edit (?:this|my|the following)|sort (?:these|this|the following)|make this (?:sound|more|shorter|paragraph|email|text|sentence)|simplify this|complete the (?:sentence|text|following)|fill in|score this|rate this|bullet-point)\b)"),
        cue(Ask::transform,
            R"(\b(?:in(?:to)? (?:french|german|spanish|italian|dutch|english|polish|portuguese)|(?:positive|negative|neutral) (?:or|,)|make (?:this|that|my) (?:@w )?(?:mail|email|e-mail|text|sentence|message|letter|note|paragraph)|out of (?:this|the following)|from (?:this|the following) (?:text|list|mail|email|message)|(?:sentiment|tone) of (?:this|the following)|the following (?:text|sentence|paragraph|review|email|message|passage|ticket|feedback))\b)"),
        cue(Ask::thanks,
            R"((?:\n|, |! )(?:thanks|thank you|thx|ty|cheers|great, thanks|perfect|awesome|brilliant|much appreciated|appreciate it|you(?:'ve| have) been (?:very |so |really )?helpful|that (?:worked|helped|fixed it|did it|did the trick|solved it)|works now|all good now|never ?mind|no worries|love (?:it|your|this|the|how)|great (?:job|work|product|service|support)|good job|well done|just wanted to (?:say|thank|let))\b)"),
        cue(Ask::wish,
            R"(\b(?:it would be (?:\w+ )?(?:great|nice|good|cool|helpful|useful|awesome|amazing|lovely|handy|better)|would be (?:\w+ )?(?:great|nice|cool|helpful|useful|handy|awesome|lovely) (?:if|to)|i wish|we wish|wish (?:you|there|it|the)|you (?:guys )?should (?:really |definitely |seriously )?(?:add|make|build|offer|support|have|consider|bring|let)|feature (?:request|idea|suggestion)|suggestion:|please (?:consider|add (?:support|a dark|dark mode|an option|the ability|more|a feature|the option))|would love (?:to see|it if|a|an)|bring back|my wish|i'd love (?:to see|it if|a|an)|hope you (?:add|bring|build))\b)"),
        cue(Ask::wish,
            R"(\b(?:this is (?:ridiculous|unacceptable|a joke|a disgrace|the worst|garbage|awful|terrible)|(?:the )?worst (?:\w+ )?(?:ever|company|service|support|product|app|bank|shop|i)|disgrace\w*|shame on you|so (?:disappointed|frustrated|annoyed|fed up)|waste of (?:money|time)|fed up|absolutely (?:useless|terrible|ridiculous|furious)|your (?:\w+ )?(?:sucks|is garbage|is trash|is useless|is terrible|is awful|are a joke)|never (?:buying|using|ordering|again)|i hate|hate (?:your|this|the)|what a (?:joke|mess|shame|disaster|waste))\b)"),
        cue(Ask::chat,
            R"(\b(?:how are you|how's it going|how is it going|what's up|how was your|nice (?:weekend|day|evening|trip)\?|nice to meet|good (?:morning|afternoon|evening)[.!]?\n|are you (?:a robot|a bot|human|real|there|single|ok|a person)|tell me a joke|who (?:are|made|created|built) you|what(?:'s| is) your (?:name|favou?rite)|do you (?:like|love|dream|have feelings|get bored|sleep)|let's chat|bored|happy (?:birthday|friday|new year|holidays)|have a (?:nice|good|great)|sing me|i love you|lol\b|haha))"),
        cue(Ask::chat,
            R"(^\n(?:hi|hello|hey|test|testing|ping|ok|okay|yes|no|cool|good (?:morning|evening|afternoon))?[ .!,?]*\n?$)"),
};

}  // namespace

std::span<const Cue> form_cues() { return kCues; }

}  // namespace evenset
