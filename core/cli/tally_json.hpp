// What a document held, as reports write it.
#pragma once

#include <nlohmann/json.hpp>

#include <minutemill/report.hpp>

namespace minutemill::cli {

inline nlohmann::ordered_json tally_json(const Tally& t) {
  return {{"characters", t.characters}, {"paragraphs", t.paragraphs}, {"cells", t.cells},
          {"images", t.images},         {"links", t.links},           {"notes", t.notes}};
}

}  // namespace minutemill::cli
