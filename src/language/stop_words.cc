#include "language/stop_words.h"

#include "text/word_table.h"

namespace evenset {
namespace {

constexpr uint8_t mark(WordClass kind) { return static_cast<uint8_t>(kind); }

// A word that is in two lists is of the first.
constexpr WordList kLists[] = {
    {mark(WordClass::determiner),
     "the a an this that these those my your his her its our their any some each every all both no another "
     "other such either neither enough many much more most few fewer several less least own same one two "
     "three "
     "four five six seven eight nine ten first second third"},
    {mark(WordClass::pronoun),
     "i you he she it we they me him us them myself yourself itself ourselves themselves mine yours ours "
     "theirs "
     "someone somebody something anyone anybody anything everyone everybody everything nobody nothing none u "
     "ya "
     "there here i'm im i'd id i've ive i'll you're you've you'll you'd it's we're we've we'll we'd they're "
     "they've "
     "they'll there's that's thats let's lets"},
    {mark(WordClass::question),
     "what which who whom whose where when why how what's whats how's hows where's wheres who's whos when's "
     "why's "
     "whatever whichever wherever whenever however"},
    {mark(WordClass::auxiliary),
     "be am is are was were been being do does did doing done have has had having can could shall should "
     "will "
     "would may might must cannot can't cant couldn't couldnt shouldn't shouldnt won't wont wouldn't wouldnt "
     "don't "
     "dont doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't werent haven't havent "
     "hasn't "
     "hasnt hadn't hadnt ought gonna wanna"},
    {mark(WordClass::preposition),
     "of in to for with at from by about into onto upon as like between among through during without within "
     "against across along around behind below beneath beside beyond despite except inside outside near per "
     "since toward towards under until till via vs versus than after before above"},
    {mark(WordClass::particle), "on off up down out over away back together apart ahead aside forward"},
    {mark(WordClass::conjunction),
     "and or but nor so yet if because while whether though although unless once when whereas then else "
     "plus"},
    {mark(WordClass::adverb),
     "not please also just very too only even still already always never ever often again now soon later "
     "really "
     "quite rather almost maybe perhaps else instead otherwise etc actually basically simply currently "
     "exactly "
     "kindly well ok okay yes hi hello hey thanks thank dear regards today yesterday tomorrow sometimes "
     "usually "
     "typically generally mostly properly correctly suddenly however therefore thus moreover n't t s m re ve "
     "ll d"},
    {mark(WordClass::filler),
     "way ways thing things stuff lot lots bit kind kinds sort sorts type types example examples best better "
     "good "
     "able possible"},
};

}  // namespace

WordClass word_class(std::string_view word) {
  static_assert(mark(WordClass::content) == 0);  // what the table says of unknown words
  static const WordTable table = word_table(kLists);
  constexpr size_t kLongest = 10;  // themselves, everything
  return word.size() > kLongest ? WordClass::content : static_cast<WordClass>(table[word]);
}

}  // namespace evenset
