#include <minutemill/config.hpp>

#include <gtest/gtest.h>

namespace minutemill {
namespace {

const std::vector<std::string_view> kNames{"html_parse", "html_clean", "html_lift", "section_split",
                                           "depth",      "to",         "时间",      "地点"};

TEST(NearestName, FindsSlipsOfThePen) {
  EXPECT_EQ(nearest_name("htlm_parse", kNames), "html_parse");
  EXPECT_EQ(nearest_name("html_prase", kNames), "html_parse");
  EXPECT_EQ(nearest_name("section_spilt", kNames), "section_split");
  EXPECT_EQ(nearest_name("sectionsplit", kNames), "section_split");
  EXPECT_EQ(nearest_name("dept", kNames), "depth");
  EXPECT_EQ(nearest_name("地占", kNames), "地点");
}

TEST(NearestName, CaseAndHyphensCostNothing) {
  EXPECT_EQ(nearest_name("HTML-Clean", kNames), "html_clean");
}

TEST(NearestName, FarNamesAreNotOffered) {
  EXPECT_EQ(nearest_name("pdf_export", kNames), "");
  EXPECT_EQ(nearest_name("x", kNames), "");
  EXPECT_EQ(nearest_name("", kNames), "");
  EXPECT_EQ(nearest_name(std::string(1'000'000, 'h'), kNames), "");
}

}  // namespace
}  // namespace minutemill
