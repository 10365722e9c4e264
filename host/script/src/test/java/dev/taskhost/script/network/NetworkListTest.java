package dev.taskhost.script.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkListTest {
    private static boolean has(String entry, String address, int port) throws Exception {
        return NetworkList.of(List.of(entry)).has(InetAddress.ofLiteral(address), port);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:6379, 127.0.0.1, 6379, true",
        "127.0.0.1:6379, 127.0.0.1, 6380, false",
        "127.0.0.1:6379, 127.0.0.2, 6379, false",
        "127.0.0.1:*, 127.0.0.1, 1, true",
        "10.0.0.0/8, 10.255.0.1, 5, true",
        "10.0.0.0/8, 11.0.0.1, 5, false",
        "10.0.0.0/8:443, 10.1.1.1, 443, true",
        "10.0.0.0/8:443, 10.1.1.1, 80, false",
        "10.0.0.128/25, 10.0.0.127, 80, false",
        "10.0.0.128/25, 10.0.0.128, 80, true",
        "[::1]:6379, ::1, 6379, true",
        "[::1]:6379, ::2, 6379, false",
        "fd00::/8, fd12::1, 1, true",
        "fd00::/8, fe80::1, 1, false",
        "[fd00::/8]:443, fd12::1, 443, true",
        "[fd00::/8]:443, fd12::1, 444, false",
        "0.0.0.0/0, 1.2.3.4, 9, true",
        "0.0.0.0/0, ::1, 9, false",
    })
    void addresses(String entry, String address, int port, boolean expected) throws Exception {
        assertThat(has(entry, address, port)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com:443, api.example.com, 443, true",
        "api.example.com:443, API.Example.com., 443, true",
        "api.example.com:443, x.api.example.com, 443, false",
        "api.example.com:443, api.example.com, 80, false",
        "*.corp.example:*, a.corp.example, 1, true",
        "*.corp.example:*, a.b.corp.example, 1, true",
        "*.corp.example:*, corp.example, 1, false",
        "*.corp.example:*, evilcorp.example, 1, false",
        "*.corp.example:*, a.corp.example.evil.example, 1, false",
    })
    void names(String entry, String host, int port, boolean expected) {
        assertThat(NetworkList.of(List.of(entry)).hasName(host, port)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example.com",
                "http://api.example.com:80",
                "api.example.com:http",
                "api.example.com:0",
                "api.example.com:65536",
                "10.0.0.1",
                "10.0.0.0/33",
                "10.0.0/8",
                "300.1.1.1:80",
                "1.2.3:80",
                "*:443",
                "a*.example:443",
                "::1",
                "::1:80",
                "[::1]",
                "[api.example.com]:80",
                "10.0.0.0/8:x",
                "a b.example:1"
            })
    void whatIsNoneIsRefusedWithItsText(String entry) {
        assertThatThrownBy(() -> NetworkList.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + entry + "\"")
                .hasMessageContaining("write \"");
    }

    @Test
    void aNamesAddressesAreKnownOnceItWasAskedFor() throws Exception {
        KnownAddresses known = new KnownAddresses();
        InetAddress address = InetAddress.ofLiteral("192.0.2.1");
        assertThat(known.any(address, name -> true)).isFalse();
        known.add("A.Example.", List.of(address));
        assertThat(known.any(address, "a.example"::equals)).isTrue();
        assertThat(known.any(address, "b.example"::equals)).isFalse();
        for (int i = 0; i < 300; i++) {
            known.add("a.example", List.of(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i})));
        }
        assertThat(known.any(address, name -> true)).isFalse();
    }

    /** As the host asks for requests that it makes for scripts. */
    @ParameterizedTest
    @CsvSource({
        "api.example.com:443, api.example.com, 443, true",
        "api.example.com:443, api.example.com, 444, false",
        "api.example.com:443, 127.0.0.1, 443, false",
        "127.0.0.1:80, 127.0.0.1, 80, true",
        "127.0.0.1:80, 127.0.0.01, 80, true",
        "127.0.0.1:80, ::ffff:127.0.0.1, 80, true",
        "127.0.0.1:80, localhost, 80, false",
        "0.0.0.0/0, localhost, 80, false",
        "0.0.0.0/0, 2130706433, 80, false",
        "0.0.0.0/0, 127.1, 80, false",
        "0.0.0.0/0, 0x7f000001, 80, false",
        "0.0.0.0/0, ::1, 80, false",
        "[::1]:80, ::1, 80, true",
        "fe80::/10, fe80::1%eth0, 80, false",
    })
    void whatTheHostMayCallForScripts(String entry, String host, int port, boolean expected) {
        var refusal = NetworkList.of(List.of(entry)).refusal(host, port);
        assertThat(refusal.isEmpty()).isEqualTo(expected);
        assertThat(refusal.orElse("is not in scripts.network")).contains("is not in scripts.network");
    }
}
