package dev.taskhost.script.network;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A script's UDP socket: it sends to what its guard permits, and hears only those. As thread-safe as the JDK's. */
final class GuardedDatagrams extends DatagramChannel implements Guarded {
    private final DatagramChannel real;
    private final NetworkGuard guard;

    GuardedDatagrams(SelectorProvider provider, DatagramChannel real, NetworkGuard guard) {
        super(provider);
        this.real = real;
        this.guard = guard;
    }

    @Override
    public DatagramChannel real() {
        return real;
    }

    @Override
    public DatagramChannel connect(SocketAddress remote) throws IOException {
        guard.require(remote);
        real.connect(remote);
        return this;
    }

    @Override
    public int send(ByteBuffer from, SocketAddress target) throws IOException {
        guard.require(target);
        return real.send(from, target);
    }

    /** What others sent is dropped. */
    @Override
    public @Nullable SocketAddress receive(ByteBuffer into) throws IOException {
        int begin = into.position();
        SocketAddress sender = real.receive(into);
        while (sender != null && !guard.permits(sender)) {
            into.position(begin);
            sender = real.receive(into);
        }
        return sender;
    }

    /** A fixed port is one to listen on. */
    @Override
    public DatagramChannel bind(@Nullable SocketAddress local) throws IOException {
        if (local instanceof InetSocketAddress address && address.getPort() != 0) {
            throw guard.refusal(
                    "a UDP socket on a fixed port (" + address.getPort() + "); scripts may only call others");
        }
        real.bind(local);
        return this;
    }

    @Override
    public DatagramChannel disconnect() throws IOException {
        real.disconnect();
        return this;
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on) throws IOException {
        throw guard.refusal("a multicast group; scripts may only call others");
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on, InetAddress source) throws IOException {
        throw guard.refusal("a multicast group; scripts may only call others");
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, T value) throws IOException {
        real.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return real.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return real.supportedOptions();
    }

    /** As {@link GuardedSocket#socket}. */
    @Override
    public DatagramSocket socket() {
        throw new UnsupportedOperationException("a script's channel has no java.net.DatagramSocket");
    }

    @Override
    public boolean isConnected() {
        return real.isConnected();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        return real.getRemoteAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        return real.getLocalAddress();
    }

    /** Only when it is connected, so to whom is checked already. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        return real.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        return real.read(into, offset, length);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return real.write(from);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        return real.write(from, offset, length);
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        real.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        real.configureBlocking(block);
    }
}
