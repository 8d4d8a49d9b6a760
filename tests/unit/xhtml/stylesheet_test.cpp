// Style sheets that import others.
#include <gtest/gtest.h>

#include <minutemill/testing.hpp>

#include <xhtml/stylesheet.hpp>

namespace minutemill {
namespace {

std::string load(testing::MockSetup& setup) {
  return xhtml::load_stylesheet({}, "main.css", setup).text;
}

TEST(Stylesheet, ImportsStandInTheirPlaces) {
  testing::MockSetup setup;
  setup.add_file("main.css",
                 "/* head */\n@import \"base.css\";\n@import 'more.css' ;\np { x: \"@import 'no.css';\" }\n");
  setup.add_file("base.css", "/*b*/ @import \"deep.css\"; b {}");
  setup.add_file("deep.css", "d {}");
  setup.add_file("more.css", "m {}");
  EXPECT_EQ(load(setup), "/* head */\n/*b*/ d {} b {}\nm {}\np { x: \"@import 'no.css';\" }\n");
  EXPECT_TRUE(setup.diagnostics().all().empty());
}

TEST(Stylesheet, AddressesConditionsAndCirclesAreFaults) {
  for (const char* css : {"@import url(https://example.org/a.css);", "@import \"https://example.org/a.css\";",
                          "@import \"a.css\" print;", "@import \"main.css\";", "@import"}) {
    testing::MockSetup setup;
    setup.add_file("main.css", css);
    setup.add_file("a.css", "a {}");
    (void)load(setup);
    EXPECT_TRUE(setup.diagnostics().has_errors()) << css;
  }
}

}  // namespace
}  // namespace minutemill
