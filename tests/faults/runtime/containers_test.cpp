// Containers of inputs, good and bad.
#include <cstdlib>

#include "run_fixture.hpp"

namespace {

class Containers : public RunFixture {
 protected:
  // Runs a shell command in in/.
  void shell(const std::string& command) const {
    input("here", "");
    test_support::ProcessSettings settings;
    settings.folder = folder() / "in";
    const auto result = test_support::run_process({"/bin/sh", "-ec", command}, settings);
    ASSERT_EQ(result.status, 0) << result.err;
  }
};

TEST_F(Containers, JsonLines) {
  input("all.jsonl",
        "{\"html\": \"one\\ntwo\", \"url\": \"http://x.example/1\"}\n\n{\"text\": \"three\"}\nno "
        "json\n{\"other\": 1}\n"
        "{\"content\": \"crash\"}\n{\"text\": \"last\"}");
  const auto result = run({"--ledger"});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.out.find("3 of 6, 3 failed"), std::string::npos) << result.out << result.err;
  EXPECT_NE(result.err.find("in/all.jsonl#4: input: the line is no JSON object"), std::string::npos)
      << result.err;
  EXPECT_NE(result.err.find("in/all.jsonl#6: plugin: its worker died"), std::string::npos) << result.err;
  auto found = outputs();
  EXPECT_EQ(found["all/all-1.raw"], "one\ntwo\n");
  EXPECT_EQ(found["all/all-3.raw"], "three\n");
  EXPECT_EQ(found["all/all-7.raw"], "last\n");
  EXPECT_NE(run({"--resume"}).out.find("kept         3"), std::string::npos);
}

TEST_F(Containers, TarKeepsItsFoldersInside) {
  input("t/sub/a.txt", "from the tar\n");
  input("t/picture.png", "pixels");
  input("escape.txt", "from outside\n");
  shell("cd t && tar czPf ../x.tar.gz sub picture.png ../escape.txt && cd .. && rm -r t escape.txt");
  const auto result = run();
  EXPECT_EQ(result.status, 0) << result.err;
  auto found = outputs();
  EXPECT_EQ(found["x/sub/a.raw"], "from the tar\n");
  EXPECT_EQ(found.size(), 4U);
  EXPECT_EQ(found["x/_/escape.raw"], "from outside\n");
  EXPECT_FALSE(std::filesystem::exists(folder() / "escape.raw"));
}

TEST_F(Containers, ALargeRecordTravelsToo) {
  const std::string large(300000, 'x');
  input("big.jsonl", "{\"text\": \"" + large + "\"}\n{\"text\": \"small\"}\n");
  EXPECT_EQ(run({"--jobs", "2"}).status, 0);
  EXPECT_EQ(outputs()["big/big-1.raw"], large + "\n");
}

TEST_F(Containers, BombsAreStopped) {
  shell("mkdir z && head -c 220000000 /dev/zero > z/a.txt && tar czf bomb.tar.gz z && rm -r z here");
  const auto result = run({"--limit", "input=1MiB"});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("in/bomb.tar.gz: input: the container cannot be read to its end: it unpacks to "
                            "more than 300 times"),
            std::string::npos)
      << result.err;
}

TEST_F(Containers, WhatIsNoContainerIsNamed) {
  input("no.zip", "this is no zip file at all, only its name says so\n");
  input("cut.tar", std::string(700, 'x'));
  const auto result = run();
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("in/no.zip: input: the container cannot be read"), std::string::npos)
      << result.err;
  EXPECT_NE(result.err.find("in/cut.tar: input: the container cannot be read"), std::string::npos)
      << result.err;
}

TEST_F(Containers, WarcResponses) {
  const std::string page =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\nfrom the archive\n";
  const std::string chunked =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: "
      "chunked\r\n\r\n5\r\nab\ncd\r\n3\r\nef\n\r\n0\r\n\r\n";
  const std::string gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno such page\n";
  std::string warc;
  for (const std::string& content : {page, gone, chunked})
    warc += "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\nContent-Length: " +
            std::to_string(content.size()) + "\r\n\r\n" + content + "\r\n\r\n";
  input("c.warc", warc);
  const auto result = run();
  EXPECT_EQ(result.status, 0) << result.err;
  std::vector<std::string> texts;
  for (const auto& [path, bytes] : outputs()) texts.push_back(bytes);
  EXPECT_EQ(texts, (std::vector<std::string>{"from the archive\n", "from the archive\n", "ab\ncdef\n",
                                             "ab\ncdef\n"}));
}

}  // namespace
