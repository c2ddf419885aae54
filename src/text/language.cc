#include "text/language.h"

#include <algorithm>

#include "text/word_table.h"
#include "text/words.h"

namespace evenset {
namespace {

enum Mark : uint8_t { kEnglish = 1, kForeign = 2 };

// Function words that tell one language from the others: "in", "on", "is" and
// "a" are words of several and are left out.
constexpr WordList kLists[] = {
    {kEnglish,
     "the an are do does how what why which when where who can you my your to of for and or with it this "
     "that not be "
     "from if i have has was will would should could there they we our but at by get about as into than just "
     "please "
     "need want "},
    {kForeign,
     "der das und ist nicht ich wie kann ein eine für mit auf wir sie den dem zu wenn oder warum welche "
     "le les des est une pour dans que qui je vous comment pas avec sur nous mon quel quelle "
     "el los las es para como por qué cómo puedo una con del mi tengo cuál "
     "il che di non per come posso sono della perché "
     "não uma com meu você "
     "het een niet ik hoe kan van voor naar mijn waarom "}};

constexpr size_t kBytes = 4096;
constexpr int kEnoughWords = 40;

}  // namespace

bool reads_as_english(std::string_view lower) {
  static const WordTable table = word_table(kLists);
  lower = lower.substr(0, kBytes);
  int words = 0, english = 0, foreign = 0;
  for (LowerWords reader(lower); words < kEnoughWords && english < 4 && reader.next(); ++words) {
    const uint8_t mark = table[reader.word];
    english += mark == kEnglish;
    foreign += mark == kForeign;
  }
  if (words == 0) return false;
  if (english >= 4) return true;
  if (foreign >= 2 && foreign > english) return false;
  if (english > 0) return true;
  // Letters of other scripts are bytes from 0x80, two to four each.
  const auto wide = std::count_if(lower.begin(), lower.end(), [](char c) { return (c & 0x80) != 0; });
  const auto latin = std::count_if(lower.begin(), lower.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return wide / 2 <= latin;
}

}  // namespace evenset
