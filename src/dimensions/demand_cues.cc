// How much is asked: alternatives to weigh, stages to join, judgement to give.
#include "dimensions/evidence.h"

namespace evenset {
namespace {

constexpr Cue kCues[] =
    {
        cue(Ask::versus, R"(\b(?:versus|vs|v\.s)\b)"),
        cue(Ask::difference,
            R"(\b(?:differences?|distinction) (?:between|of|in|with)\b|\bdiffer(?:s|ent)? (?:from|to|between)\b|\bdiffer\?|\bwhat(?:'s| is) different\b|\bany difference|\bcompar(?:e|es|ed|ing|ison)\b|\bside[- ]by[- ]side|\bstacks? up\b|\bdistinguish(?:es)?\b|\bwhat do (?:i|we) (?:gain|lose|get extra|miss)\b|\b(?:advantage|benefit|point) of @some(?:over|versus|instead)\b)"),
        cue(Ask::choose,
            R"(\b(?:choose|choosing|pick|picking|decide|deciding|torn|choice|toss-up|hesitating|select) (?:between|among)\b|\bwhich (?:one|of (?:the|these|those|them|your|two))\b|\b(?:instead of|rather than) (?:a|an|the|just|using)\b|\bor (?:should|would|is it|do|am|just) (?:i|we|it|stay|stick|keep|better)\b|\bor (?:stay|stick|keep|wait)\b|, or (?:does|do|is|are|should|must|can|will|would) |\b(?:pick|choose|prefer|take) (?:@w ){1,4}over\b|\brank (?:your|the|these|my)\b|\bbeats?\b|\bgive up (?:by|if|when)\b)"),
        cue(Ask::or_word, R"([\w)%] or [\w(])"),
        cue(Ask::weighs,
            R"(\b(?:should|shall) (?:i|we|you|it|they|my|our|one|a|the)\b|\b(?:better|cheaper|faster|easier|safer|simpler|smarter|wiser|preferable|prefer|recommend|suggest|go with|go for|opt for|worth|makes? more sense|stick with|choose|pick)\b)"),
        cue(Ask::better,
            R"(\b(?:better|cheaper|faster|safer|easier|quieter|stronger|simpler|lighter|makes? (?:more|most) sense|cheapest|fastest|quietest|wins)\b)"),
        cue(Ask::which_option,
            R"(\bwhich (?:@w )?(?:plan|tier|version|model|option|edition|size|region|method|approach|sdk|package|bundle|instance|one|product|variant|type|format|mode|protocol|kit|unit)s?\b)"),
        cue(Ask::than,
            R"(\b(?:better|cheaper|faster|safer|easier|slower|quieter|stronger|lighter|harder|simpler|worse|newer|older|more \w+|less \w+|\w{3,}er)(?: for (?:us|me|\w+))? than (?:the |a |an |using |your |my |our )?[a-z])"),
        cue(Ask::worth,
            R"(\bworth (?:it|upgrading|switching|moving|paying|the (?:extra|upgrade|money|price|cost|difference|switch)|migrating|getting|buying)\b)"),
        cue(Ask::end_to_end,
            R"(\bend[- ]to[- ]end\b|\b(?:complete|full|entire|whole|overall) (?:@w )?(?:workflow|process|pipeline|set-?up|guide|lifecycle|flow|procedure|journey|onboarding|migration|rollout|deployment|plan|checklist|stack|picture|path|sequence|installation|cycle|chain)\b|\bfrom (?:scratch|start to finish|beginning to end|zero|the ground up|a to z|day one|unboxing)\b|\b(?:all the way|through) to (?:@w )?(?:production|deployment|delivery|launch)|\bfrom (?:@w ){1,2}to (?:@w )?(?:production|deployment|delivery|live|launch|completion|inference|dashboard|report|invoice|payment)\b|\bstart to finish\b|\bstart to end\b|\bfrom (?:the|an?|zero|empty) (?:@w ){1,3}to (?:the|an?|first|final)\b|\bhow (?:would|does|do) the whole\b|\bget(?:ting)? (?:fully )?(?:up and running|everything (?:up|set up|running))\b|\beverything from\b)"),
        cue(Ask::design,
            R"(\b(?:design|architect|structure|lay out|organi[sz]e|roll out|orchestrate|blueprint for) (?:a|an|our|the|my|this|it)\b|\b(?:design|architect|automate|build) @some(?:system|pipeline|workflow|solution|architecture|platform|process|network|integration|application|strategy|programme|program|fleet)\b|\bhow (?:would|should) (?:you|i|we|one) (?:design|architect|structure|plan|approach|roll out|organi[sz]e|build|automate|lay out|scale|go about)\b|\barchitecture\b|\b(?:training|data|evaluation|ci|deployment|ingest\w*|reporting|alerting) pipelines?\b|\b(?:migration|rollout|roll-out|disaster[- ]recovery|backup|scaling|testing|deployment|security|upgrade) (?:plan|strategy)\b|\bmigrat(?:e|ing) (?:all |our |my |the |from |off |everything )|\bplan (?:a|an|the|our|my) (?:rollout|migration|move|launch|deployment|upgrade))"),
        cue(Ask::stages,
            R"(\b(?:after that|once that's done|and finally|and lastly|afterwards)\b|\bfirst,? (?:i|we|set|get|the)\b|\n(?:1[.)]|step 1))"),
        cue(Ask::list_of_acts, R"(, (?:and |then |and then )(?:finally |then )?(?:set|get|make|send|deploy|monitor|configure|connect|add|create|notify|alert|test|train|evaluate|publish|export|import|validate|switch|cut|roll|keep|track|schedule|migrate|move|run|store|push|pull|build|link|verify|invite|archive|report|delete|enable|assign|map|sync|share|charge|invoice|automate|update|check|load|serve|ship|restore|hand|turn|bill|route|log)\b)"),
        cue(Ask::trade_off,
            R"(\btrade-?offs?\b|\bpros and cons\b|\bpros\/cons\b|\bupsides?\b|\bdownsides?\b|\b(?:dis)?advantages\b|\bstrengths and\b|\bbenefits (?:and|of @some(?:@w )?over)\b|\bweigh\b|\bimplications of\b)"),
        cue(Ask::everything,
            R"(\ball (?:of )?(?:the |your )?(?:@w )?(?:steps|things|settings|hyperparameters|parameters|factors|considerations|requirements|tasks|pieces|components|parts|stages|documents|checks|ways|options|measures|precautions|places|data) (?:i|we|that|to|needed|required|you|involved|there)\b|\bwhat (?:are|is) all\b|\beverything (?:i|we|you|that|needed|there is|to)\b|\bwhat (?:all|else) (?:do|should|must)\b|\b(?:checklist|run-?book|playbook|roadmap for|game plan|step[- ]by[- ]step plan)\b|\bwhat (?:steps|stages|phases|pieces|components|things) (?:should|do|are|would|must)\b|\bin what order\b|\bwhat order\b)"),
        cue(Ask::and_then,
            R"(,? (?:and )?then (?:\w+)\b|\band (?:also )?(?:how|what|which|where|when) (?:do|does|should|can|would|is|are|happens|will)\b)"),
        cue(Ask::advice,
            R"(\b(?:wise|ought|tips?|ideas?|smart(?:est)?|sensibl[ye]|recommend(?:ed|ation|ations)?|suggest(?:ed|ions?)?|advice|advise|best practices?|guidelines?|rules? of thumb|tips?|sensible|ideal|optimal|should (?:i|we)|good (?:way|idea|practice|approach)|what would you|how would you|most effective|opinion|think about|worth|make sense|strateg(?:y|ies)|approach(?:es)?|improve|optimi[sz]e|reduce|increase|minimi[sz]e|maximi[sz]e|speed up|lower (?:my|our|the)|cut (?:down|our|my|the)|get the most|avoid|best way|better way|best to|good for|suitable|prepare for|get started|getting started|plan for|encourage|convince|balance)\b)"),
        cue(Ask::analyse,
            R"(\b(?:analy[sz]e|evaluate|assess|investigate|diagnose|redundan\w+|considering|taking into account|think of|weigh|bearing in mind|trade|survive|resilien\w+|roll ?out|at scale|strateg\w+|rethink|root cause|what would it take|which factors|sometimes|not all|no pattern|at random|randomly|intermittent\w*|we've (?:tried|changed)|without (?:losing|breaking|stopping)|yet (?:want|keep|must|need))\b)"),
        cue(Ask::best, R"(\b(?:best|better|right|ideal|optimal|good|most suitable|perfect|top)\b)"),
        cue(Ask::ideas,
            R"(\b(?:ideas|ways to|ways of|options for|options to|possibilities|examples of|use cases?|scenarios?|how else|alternatives?|what are some|what kinds? of things|what can i do with|what could|what makes a|any thoughts|how might|how could|creative|inspiration|brainstorm)\b)"),
        cue(Ask::criterion,
            R"(\b(?:for (?:a|an|my|our|\d+|small|large|the) |given |if (?:i|we|my|our|cost|latency|speed|budget|accuracy)|with (?:a|an|only|about|limited|\d+) |without |when (?:i|we|my)|considering|based on|in terms of|on a budget|under \d|at least \d|up to \d|per (?:day|month|week|hour|year))\b)"),
        cue(Ask::definite,
            R"(\b(?:default|maximum|minimum|max|min|exact|exactly|specific|version|format|url|endpoint|port|address|phone number|hours|deadline|dimensions?|size|weight|capacity|rated|supported|included|available|stand for|price of|name of|called|what time|how many|required|mandatory|valid|deprecated|located|abbreviation|unit|code for|flag|command)\b)"),
};

}  // namespace

std::span<const Cue> demand_cues() { return kCues; }

}  // namespace evenset
