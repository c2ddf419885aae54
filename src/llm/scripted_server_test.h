// For tests: an HTTP server on a free port of this machine that answers as it is
// told, well or badly. Plain sockets, so that it can break every rule.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

namespace evenset {

struct ScriptedReply {
  std::string bytes;  // the whole reply as it goes over the wire
  double stall_seconds = 0;
  bool close = false;  // the connection, after the bytes
};

inline ScriptedReply http(int status, const std::string& body, const std::string& headers = {}) {
  return {"HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: application/json\r\n" + headers +
          "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
}

class ScriptedServer {
 public:
  struct Request {
    std::string head, body;
    int number = 0;  // from 0, over all connections
    int connection = 0;
    nlohmann::json json() const { return nlohmann::json::parse(body); }
  };
  using Script = std::function<ScriptedReply(const Request&)>;

  explicit ScriptedServer(Script script) : script_(std::move(script)) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 64) != 0)
      return;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    accepting_ = std::jthread([this] { accept_all(); });
  }
  ~ScriptedServer() {
    over_ = true;
    accepting_.join();
    connections_.clear();
    close(listener_);
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }
  int port() const { return port_; }
  int requests() const { return requests_; }
  int most_at_once() const { return most_; }

 private:
  bool readable(int fd) const {
    for (pollfd wait{fd, POLLIN, 0}; !over_;)
      if (poll(&wait, 1, 20) > 0) return true;
    return false;
  }

  void accept_all() {
    for (int n = 0; readable(listener_); ++n) {
      const int fd = accept(listener_, nullptr, nullptr);
      connections_.emplace_back([this, fd, n] {
        for (Request request; read(fd, request) && answer(fd, request, n); request = {}) continue;
        close(fd);
      });
    }
  }

  bool read(int fd, Request& request) const {
    std::string all;
    for (char block[65536]; readable(fd);) {
      const ssize_t got = recv(fd, block, sizeof block, 0);
      if (got <= 0) return false;
      all.append(block, static_cast<size_t>(got));
      const size_t end = all.find("\r\n\r\n"), at = all.find("Content-Length: ");
      if (end == std::string::npos || at == std::string::npos) continue;
      if (all.size() < end + 4 + std::stoul(all.substr(at + 16))) continue;
      request.head = all.substr(0, end);
      request.body = all.substr(end + 4);
      return true;
    }
    return false;
  }

  bool answer(int fd, Request& request, int connection) {
    const int now = ++at_once_;
    for (int most = most_; now > most && !most_.compare_exchange_weak(most, now);) continue;
    request.number = requests_++;
    request.connection = connection;
    const ScriptedReply reply = script_(request);
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(reply.stall_seconds);
    while (!over_ && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    --at_once_;
    for (size_t sent = 0; sent < reply.bytes.size();) {
      const ssize_t put = send(fd, reply.bytes.data() + sent, reply.bytes.size() - sent, MSG_NOSIGNAL);
      if (put <= 0) return false;
      sent += static_cast<size_t>(put);
    }
    return !reply.close;
  }

  Script script_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> over_{false};
  std::atomic<int> requests_{0}, at_once_{0}, most_{0};
  std::vector<std::jthread> connections_;  // of the accepting thread until it ended
  std::jthread accepting_;
};

}  // namespace evenset
