namespace CadreWorkflow.EventStore.Integrity;

/// <summary>Follows the chain line by line and tells apart what was done to it.</summary>
internal sealed class ChainWalk(List<SignedHead> heads, List<Finding> findings)
{
    // Exchanges are looked for among so many wrong links, pair by pair.
    private const int MaxWrongLinks = 500;

    private readonly List<WrongLink> _wrong = [];
    private readonly List<(long From, long To)> _missing = [];
    private byte[]? _previous = ChainHash.Genesis;
    private long _lastNumber;
    private long _lastPosition;
    private WrongLink? _suspect;
    private int _nextHead;
    private long _covered;
    private bool _recomputed;

    public long Lines { get; private set; }

    public void Add(ExportLine line)
    {
        Lines++;
        var position = line.Position ?? 0;
        var ordered = position > _lastPosition;
        _lastPosition = Math.Max(_lastPosition, position);
        if (line.Number is not { } number || Hash(line) is not { } recorded)
        {
            Found(new(FindingKind.Inserted, Position: position, Stream: line.Stream, Version: line.Version));
            return;
        }

        if (number <= _lastNumber || !ordered)
        {
            NoLongerMissing(number);
            Found(new(FindingKind.Reordered, number, number, position, Stream: line.Stream, Version: line.Version));
            if (number <= _lastNumber)
            {
                return;
            }
        }

        if (number > _lastNumber + 1)
        {
            if (_missing.Count < OfflineVerifier.MaxFindings)
            {
                _missing.Add((_lastNumber + 1, number - 1));
            }

            _previous = null;
        }

        _lastNumber = number;
        if (line.Data is null || line.Stream is null)
        {
            Found(new(FindingKind.Deleted, number, number, position));
        }
        else if (_previous is not null)
        {
            Check(number, new ChainedTexts(position, line.Stream, line.Version ?? 0, line.Id ?? string.Empty, line.Type ?? string.Empty, line.Micros ?? 0, line.Data,
                line.Headers, line.Correlation, line.Causation, line.User), recorded);
        }

        _previous = recorded;
        CheckHeads(number, recorded);
    }

    /// <param name="exportIsWhole">False when the file broke off: then its end says nothing about the log's end.</param>
    public VerificationReport Finish(bool exportIsWhole)
    {
        _missing.ForEach(gap => Found(new(FindingKind.Deleted, gap.From, gap.To)));
        ReportWrongLinks();
        if (exportIsWhole && heads.Count > 0 && heads[^1].Number > _lastNumber)
        {
            Found(new(FindingKind.Cut, _lastNumber, heads[^1].Number));
        }

        return new VerificationReport(Lines, _lastNumber, _covered, findings);
    }

    private void Check(long number, ChainedTexts texts, byte[] recorded)
    {
        var computed = ChainHash.Next(_previous, number, texts);
        if (computed.AsSpan().SequenceEqual(recorded))
        {
            _suspect = null;
            return;
        }

        // When this link fits what the one before ought to have been, the event before is sound and its stored link is not.
        if (_suspect is not null && ChainHash.Next(_suspect.Computed, number, texts).AsSpan().SequenceEqual(recorded))
        {
            _wrong.Remove(_suspect);
            var (before, texts1) = (_suspect.Number, _suspect.Texts);
            Found(new(FindingKind.LinkAltered, before, before, texts1.Position, Stream: texts1.Stream, Version: texts1.Version));
            _suspect = null;
            return;
        }

        _suspect = new WrongLink(number, texts, _previous!, recorded, computed);
        if (_wrong.Count < MaxWrongLinks)
        {
            _wrong.Add(_suspect);
        }
    }

    private void CheckHeads(long number, byte[] recorded)
    {
        for (; _nextHead < heads.Count && heads[_nextHead].Number <= number; _nextHead++)
        {
            var head = heads[_nextHead];
            if (_recomputed || head.Number < number)
            {
                // After a chain made anew no later head can fit; and a head whose very number is missing was reported with it.
                continue;
            }

            if (string.Equals(head.Hash, Convert.ToHexStringLower(recorded), StringComparison.OrdinalIgnoreCase))
            {
                _covered = number;
            }
            else
            {
                _recomputed = true;
                Found(new(FindingKind.Recomputed, _covered + 1, number));
            }
        }
    }

    /// <summary>A number thought missing has come, out of order.</summary>
    private void NoLongerMissing(long number)
    {
        var at = _missing.FindIndex(gap => gap.From <= number && number <= gap.To);
        if (at >= 0)
        {
            var (from, to) = _missing[at];
            _missing.RemoveAt(at);
            _missing.InsertRange(at, new[] { (from, number - 1), (number + 1, to) }.Where(gap => gap.Item1 <= gap.Item2));
        }
    }

    private void ReportWrongLinks()
    {
        var exchanged = new HashSet<long>();
        foreach (var here in _wrong)
        {
            var other = _wrong.Find(there => there != here && here.Fits(there.Texts));
            if (other is null)
            {
                Found(new(FindingKind.Edited, here.Number, here.Number, here.Texts.Position, Stream: here.Texts.Stream, Version: here.Texts.Version));
            }
            else if (!exchanged.Contains(other.Number))
            {
                exchanged.Add(here.Number);
                Found(new(FindingKind.Reordered, here.Number, other.Number, here.Texts.Position, other.Texts.Position));
            }
        }
    }

    private void Found(Finding finding)
    {
        if (findings.Count < OfflineVerifier.MaxFindings)
        {
            findings.Add(finding);
        }
    }

    private static byte[]? Hash(ExportLine line)
    {
        try
        {
            return line.Hash is null ? null : Convert.FromHexString(line.Hash);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record WrongLink(long Number, ChainedTexts Texts, byte[] Previous, byte[] Recorded, byte[] Computed)
    {
        /// <summary>Whether another event's content belongs here, with its own time or with the time found here.</summary>
        public bool Fits(ChainedTexts other) =>
            Gives(other with { Position = Texts.Position }) || Gives(other with { Position = Texts.Position, Micros = Texts.Micros });

        private bool Gives(ChainedTexts texts) => ChainHash.Next(Previous, Number, texts).AsSpan().SequenceEqual(Recorded);
    }
}
