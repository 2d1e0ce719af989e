package draft

var englishSpeech = speechWords{
	verbs: `say|says|said|saying|tell|tells|told|telling|add|adds|added|adding|ask|asks|asked|asking|answer|answers|answered|answering|reply|replies|replied|replying|` +
		`reports?|reported|reporting|argues?|argued|arguing|warns?|warned|warning|insists?|insisted|insisting|declares?|declared|declaring|announces?|announced|announcing|` +
		`states?|stated|stating|writes?|wrote|writing|calls?|called|calling|describes?|described|describing|explains?|explained|explaining|recalls?|recalled|recalling|` +
		`notes?|noted|noting|claims?|claimed|claiming|admits?|admitted|admitting|denies|denied|denying|confirms?|confirmed|confirming|concludes?|concluded|concluding|` +
		`reiterates?|reiterated|reiterating|stress|stresses|stressed|stressing|emphasi[sz]es?|emphasi[sz]ed|emphasi[sz]ing|urges?|urged|urging|suggests?|suggested|suggesting|` +
		`predicts?|predicted|predicting|promises?|promised|promising|shouts?|shouted|shouting|cries|cried|whispers?|whispered|jokes?|joked|joking|testifies|testified|testifying|` +
		`comments?|commented|commenting|complains?|complained|complaining|concedes?|conceded|conceding|acknowledges?|acknowledged|observes?|observed|observing|remarks?|remarked|remarking|` +
		`responds?|responded|responding|quips?|quipped|tweets?|tweeted|tweeting|posts?|posted|reads?|clarifies|clarified|clarifying|continues?|continued|hints?|hinted|vows?|vowed|vowing|` +
		`pledges?|pledged|pledging|recounts?|recounted|remembers?|remembered|contends?|contended|asserts?|asserted|maintains?|maintained|boasts?|boasted|laments?|lamented|pleads?|pleaded|` +
		`thanks?|thanked|dismissed|dismisses|denounced|denounces|praised|praises|accused|accuses|criticised|criticized|likened|labelled|labeled|summed up|put it|exclaims?|exclaimed|thought`,
	according: `according to|in the words of`,
	adverbs: `later|also|then|still|earlier|again|has|had|have|would|will|once|only|simply|even|now|first|once more|himself|herself|themselves|` +
		`further|previously|recently|reportedly|\p{L}+ly|has since|today|yesterday|did|does|not|who|which|often|may|might|could|can`,
	pronouns: `he|she|they|I|we`,
	nobody: `it|that|this|which|who|what|there|to|in|of|on|at|for|with|by|from|as|and|but|or|whether|if|when|while|is|was|be|been|being|he is|one|` +
		`these|those|because|not|than|then|so|before|after|until|during|following|despite|often|soon`,
	stops: `in|on|during|after|before|as|when|while|who|whose|whom|which|that|by|through|because|since|until|and|but|this|last|next|yesterday|today|earlier|later|` +
		`Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|is|was|are|were|had|has|via|if|about`,
	openers: `asked|from|in|on|at|after|before|during|when|while|as|with|for|by|since|until|speaking|opening|according|following|later|earlier|meanwhile|however|` +
		`yesterday|today|then|under|despite|to`,
	joins: `and|but|while|when|as|that|because|though|although|so|where`,
}
