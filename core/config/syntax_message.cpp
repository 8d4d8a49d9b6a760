#include "config/syntax_message.hpp"

#include <yaml-cpp/exceptions.h>

namespace minutemill {
namespace {

struct Row {
  std::string_view theirs;
  std::string_view message;
  std::string_view hint;
};

const Row kRows[] = {
    {YAML::ErrorMsg::END_OF_MAP, "this line does not fit the map above it",
     "give it the same indent as the keys it belongs to, and write 'key: value' with a space behind the "
     "colon"},
    {YAML::ErrorMsg::END_OF_SEQ, "this line does not fit the list above it",
     "give it the same indent as the items it belongs to, and begin an item with '- '"},
    {YAML::ErrorMsg::END_OF_MAP_FLOW, "a '{' is not closed before this place",
     "add '}', or ',' between the entries"},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a '[' is not closed before this place",
     "add ']', or ',' between the items"},
    {YAML::ErrorMsg::FLOW_END, "a closing bracket without its opening one",
     "put quotes around a text that holds brackets"},
    {YAML::ErrorMsg::MAP_VALUE, "a ':' where no value can begin",
     "put quotes around a text that holds ': '; look at the line above too: its indent, and a space behind "
     "its colon"},
    {YAML::ErrorMsg::MAP_KEY, "a '?' where no key can begin",
     "put quotes around a text that begins with '? '"},
    {YAML::ErrorMsg::BLOCK_ENTRY, "a '-' where no list item can begin",
     "look at the indent of this line, and put quotes around a text that begins with '- '"},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, "a character that no value can begin with",
     "put quotes around a text that begins with one of @ ` % | > & * ! [ { , ] }"},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, "alias of an anchor that does not exist",
     "put quotes around a text that begins with '*'"},
    {YAML::ErrorMsg::ALIAS_NOT_FOUND, "a '*' without a name",
     "put quotes around a text that begins with '*'"},
    {YAML::ErrorMsg::ANCHOR_NOT_FOUND, "a '&' without a name",
     "put quotes around a text that begins with '&'"},
    {YAML::ErrorMsg::CHAR_IN_ALIAS, "a character that cannot be in an alias",
     "put quotes around a text that begins with '*'"},
    {YAML::ErrorMsg::CHAR_IN_ANCHOR, "a character that cannot be in an anchor",
     "put quotes around a text that begins with '&'"},
    {YAML::ErrorMsg::ALIAS_CONTENT, "an alias cannot have an anchor or tag of its own", ""},
    {YAML::ErrorMsg::DOC_IN_SCALAR, "a document marker within a quoted text",
     "is a closing quote missing above?"},
    {YAML::ErrorMsg::EOF_IN_SCALAR, "the file ends within a quoted text",
     "is a closing quote missing above?"},
    {YAML::ErrorMsg::INVALID_ESCAPE, "an escape that YAML does not know",
     "use single quotes where a backslash is meant as such: '\\d'"},
    {YAML::ErrorMsg::INVALID_HEX, "a wrong digit in an escape",
     "use single quotes where a backslash is meant as such"},
    {YAML::ErrorMsg::INVALID_UNICODE, "an escape of a character that does not exist", ""},
    {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab is used as indent", "use spaces"},
    {YAML::ErrorMsg::CHAR_IN_BLOCK, "an unexpected character behind '|' or '>'",
     "begin the text on the next line"},
    {YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, "a block text needs an indent of at least one", ""},
};

}  // namespace

SyntaxMessage explain_syntax(std::string_view theirs) {
  for (const Row& row : kRows)
    if (theirs.starts_with(row.theirs)) return {std::string(row.message), std::string(row.hint)};
  return {"this is not YAML: " + std::string(theirs), {}};
}

}  // namespace minutemill
